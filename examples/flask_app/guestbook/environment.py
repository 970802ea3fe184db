"""Everything that the app reads from its environment, checked when it starts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import certifi
from sqlalchemy import URL

if TYPE_CHECKING:
    from collections.abc import Mapping

POSTGRES_PORT = 5432
SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")


class WrongEnvironmentError(Exception):
    """The app can't start; the message says which variable is missing or wrong."""


@dataclass(frozen=True, kw_only=True)
class Environment:
    """What the environment says."""

    secret_key: str = field(repr=False)
    """Signs the session cookie and the forms' tokens."""
    database_url: URL
    """Without a password, Microsoft Entra ID lets the app in."""
    azure_client_id: str
    """The identity that logs in to the database; empty for a developer's own `az login`."""
    on_app_service: bool

    @classmethod
    def read(cls, variables: Mapping[str, str]) -> Environment:
        """Returns the environment; raises WrongEnvironmentError."""
        return cls(
            secret_key=_required(variables, "SECRET_KEY"),
            database_url=_database_url(variables),
            azure_client_id=variables.get("AZURE_CLIENT_ID", ""),
            on_app_service="WEBSITE_INSTANCE_ID" in variables,
        )


def _database_url(variables: Mapping[str, str]) -> URL:
    # The port may stand behind the host, or in a variable of its own.
    host, _, port = _required(variables, "DBHOST").partition(":")
    port = port or variables.get("DBPORT") or str(POSTGRES_PORT)
    if not port.isdecimal():
        raise WrongEnvironmentError(f"the database's port is {port!r}; allowed is a number")
    mode = variables.get("DBSSL") or "verify-full"
    if mode not in SSL_MODES:
        raise WrongEnvironmentError(f"DBSSL is {mode!r}; allowed is one of {', '.join(SSL_MODES)}")
    # libpq comes in psycopg's wheel and knows nothing of the system's own certificates.
    trusted = {"sslrootcert": certifi.where()} if mode.startswith("verify-") else {}
    return URL.create(
        "postgresql+psycopg",
        username=_required(variables, "DBUSER"),
        password=variables.get("DBPASS") or None,
        host=host,
        port=int(port),
        database=_required(variables, "DBNAME"),
        query={"sslmode": mode, **trusted},
    )


def _required(variables: Mapping[str, str], name: str) -> str:
    value = variables.get(name, "")
    if not value:
        raise WrongEnvironmentError(
            f"the environment variable {name} is missing or empty. Set it, or copy .env.sample to "
            ".env: `flask` reads that file by itself."
        )
    return value
