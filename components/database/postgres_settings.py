"""The settings of a stack for its PostgreSQL servers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from components.database.administrator import Principal
    from components.database.login import Authentication
    from components.database.server_scale import PostgresScale


@dataclass(frozen=True, kw_only=True)
class PostgresSettings:
    """The sign-in, size, sort order and extensions of a server."""

    authentication: Authentication
    scale: PostgresScale
    people: tuple[Principal, ...] = ()
    """Administrators of the server beside the apps, where authentication is ENTRA."""
    collation: str = "en_US.utf8"
    """Of the databases: the order of texts; fixed when a database is made."""
    extensions: tuple[str, ...] = ()
    """What `CREATE EXTENSION` may name, of extensions.EXTENSIONS."""
