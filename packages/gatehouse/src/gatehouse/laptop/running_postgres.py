"""The PostgreSQL server that PG_SERVER names, which runs already and is used instead of our own.

Named by an environment variable alone: what stands on a command line everybody can read, and the
address may hold a password.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from urllib.parse import SplitResult, quote, unquote, urlsplit

from gatehouse.errors import LocalError

VARIABLE = "PG_SERVER"
SCHEMES = ("postgres", "postgresql")
LOOPBACK_HOSTS = ("127.0.0.1", "localhost")
"""The sites reach the server without TLS, so nothing but the loopback device may lie between."""
PORT = 5432
CONNECT_SECONDS = 3
"""Seconds that one attempt to connect may take."""


@dataclass(frozen=True, slots=True)
class RunningPostgres:
    """A server on this machine, and who may create roles and databases there."""

    host: str
    port: int
    dsn: str = field(repr=False)
    """Of the administrator, as libpq reads it: without a password it looks for PGPASSWORD."""

    @classmethod
    def chosen(cls) -> RunningPostgres | None:
        """Returns the server of PG_SERVER; None where it isn't set, or empty.

        Raises LocalError for what isn't `postgresql://user@localhost` with, if need be, a
        password, a port and a database.
        """
        given = os.environ.get(VARIABLE, "")
        if not given:
            return None
        try:
            parts = urlsplit(given)
            port = parts.port or PORT
        except ValueError as error:
            raise LocalError(_refusal(f"it can't be read: {error}")) from error
        if parts.scheme not in SCHEMES or not parts.username:
            raise LocalError(_refusal("the scheme or the user is missing"))
        if parts.hostname not in LOOPBACK_HOSTS:
            raise LocalError(_refusal(f"the host is {parts.hostname!r}"))
        return cls(parts.hostname, port, _dsn(parts, port))

    @property
    def address(self) -> str:
        """Host and port, such as `localhost:5432`."""
        return f"{self.host}:{self.port}"

    def dsn_of(self, user: str, password: str, database: str) -> str:
        """Returns the address of a database of the server, with the role and its password."""
        user, password, database = (quote(word, safe="") for word in (user, password, database))
        return f"postgresql://{user}:{password}@{self.address}/{database}"


def _dsn(parts: SplitResult, port: int) -> str:
    user, colon, password = parts.netloc.rpartition("@")[0].partition(":")
    database = unquote(parts.path.lstrip("/")) or unquote(user)
    place = f"{parts.hostname}:{port}/{quote(database)}?connect_timeout={CONNECT_SECONDS}"
    return f"postgresql://{user}{colon}{password}@{place}"


def _refusal(reason: str) -> str:
    """Returns the message; never what was given, which may hold a password."""
    return (
        f"{VARIABLE} is no server that can be used here: {reason}. Allowed is "
        f"postgresql://USER@HOST:PORT/DATABASE with the host {' or '.join(LOOPBACK_HOSTS)}; the "
        f"password may stand behind USER, or in PGPASSWORD. Without {VARIABLE} the local run "
        "starts a server of its own."
    )
