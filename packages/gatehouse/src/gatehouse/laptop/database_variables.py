"""The file `.env` of the data folder: the running database for tools that read such a file."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from gatehouse.laptop.private_file import write

if TYPE_CHECKING:
    from pathlib import Path

FILE = ".env"


def variables(dsn: str) -> dict[str, str]:
    """Returns the variables that lead to the database, by the names of the sample's settings."""
    parts = urlsplit(dsn)
    return {
        "DBHOST": parts.hostname or "",
        "DBPORT": str(parts.port),
        "DBNAME": unquote(parts.path.removeprefix("/")),
        "DBUSER": unquote(parts.username or ""),
        "DBPASS": unquote(parts.password or ""),
        "DBSSL": "disable",
        "DATABASE_URL": dsn,
    }


def write_variables(folder: Path, dsn: str | None) -> None:
    """Writes the file in one step, readable to its owner alone; quoted as shells take it.

    Does nothing without a DSN: not every program has a database.
    """
    if dsn is None:
        return
    lines = (f"{name}={shlex.quote(value)}\n" for name, value in variables(dsn).items())
    write(folder / FILE, "".join(lines))


def remove_variables(folder: Path) -> None:
    """Removes the file, if it is there."""
    (folder / FILE).unlink(missing_ok=True)
