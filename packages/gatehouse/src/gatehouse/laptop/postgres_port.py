"""The port of the local PostgreSQL server: tools expect it where PostgreSQL listens everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatehouse.laptop.ports import is_free, reserve

if TYPE_CHECKING:
    from collections.abc import Callable

PORT = 5432
OPTION = "postgres-port"


def postgres_port(asked: int | None, report: Callable[[str], None]) -> int:
    """Returns the port that was asked for, 0 for a free one; without, 5432 if it is free.

    Reports a line where it isn't. Raises LocalError when the port that was asked for is taken.
    """
    if asked is not None:
        return reserve({OPTION: asked})[OPTION]
    if is_free(PORT):
        return PORT
    free = reserve({OPTION: 0})[OPTION]
    report(f"listens on {free}, since {PORT} is taken; --{OPTION} fixes another one")
    return free
