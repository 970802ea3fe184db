"""How the guest book signs in, and what its migrations make."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from azure.identity import DefaultAzureCredential, ManagedIdentityCredential
from flask_migrate import check, downgrade, upgrade
from sqlalchemy import text

import guestbook.database
from guestbook.database import credential, db

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask import Flask


class Credential:
    """Gives the server's password for a token."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.scopes: list[str] = []

    def get_token(self, scope: str) -> Any:
        self.scopes.append(scope)
        return self


def test_without_a_password_every_new_connection_has_a_token(
    variables: dict[str, str],
    make_app: Callable[..., Flask],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    identity = Credential(variables["DBPASS"])
    monkeypatch.setattr(guestbook.database, "credential", {"an-id": identity}.__getitem__)
    app = make_app(DBPASS="", AZURE_CLIENT_ID="an-id")
    with app.app_context():
        for _ in range(2):
            with db.engine.connect() as connection:
                assert connection.scalar(text("SELECT current_user")) == variables["DBUSER"]
            db.engine.dispose()
    assert identity.scopes == ["https://ossrdbms-aad.database.windows.net/.default"] * 2


@pytest.mark.parametrize(
    ("client_id", "kind"), [("an-id", ManagedIdentityCredential), ("", DefaultAzureCredential)]
)
def test_the_identity_is_the_site_s_own_or_a_developer_s(client_id: str, kind: type) -> None:
    credential.cache_clear()
    assert type(credential(client_id)) is kind
    assert credential(client_id) is credential(client_id)


def test_the_migrations_make_the_tables_that_the_code_declares(app: Flask, flask_app: Path) -> None:
    with app.app_context():
        check(flask_app / "migrations")


def test_the_migrations_can_be_taken_back(app: Flask, flask_app: Path) -> None:
    with app.app_context():
        tables = "SELECT count(*) FROM pg_tables WHERE tablename = 'entries'"
        downgrade(flask_app / "migrations", revision="base")
        assert db.session.scalar(text(tables)) == 0
        db.session.commit()
        upgrade(flask_app / "migrations")
        assert db.session.scalar(text(tables)) == 1
