"""The database, its migrations, and how the app signs in."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.orm import DeclarativeBase

if TYPE_CHECKING:
    from azure.core.credentials import TokenCredential
    from flask import Flask

SCOPE = "https://ossrdbms-aad.database.windows.net/.default"


class Table(DeclarativeBase):
    """What all tables have in common."""


db = SQLAlchemy(model_class=Table)
migrate = Migrate()


def sign_in_by_identity(app: Flask, client_id: str) -> None:
    """Gives every new connection a Microsoft Entra token for a password.

    The server checks it when a connection is opened, so open ones outlive it; the credential keeps
    a token until it has to be replaced.
    https://learn.microsoft.com/azure/postgresql/flexible-server/how-to-connect-with-managed-identity
    """
    with app.app_context():

        @event.listens_for(db.engine, "do_connect")
        def provide_token(
            _: object, __: object, ___: object, parameters: dict[str, object]
        ) -> None:
            parameters["password"] = credential(client_id).get_token(SCOPE).token


@cache
def credential(client_id: str) -> TokenCredential:
    """Returns the site's own identity, or without one a developer's `az login`."""
    # Half a second of imports, for who needs them only.
    from azure.identity import DefaultAzureCredential, ManagedIdentityCredential  # noqa: PLC0415

    if client_id:
        return ManagedIdentityCredential(client_id=client_id)
    return DefaultAzureCredential()
