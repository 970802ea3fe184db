"""Lets one process at a time change the database, however many start together.

https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
"""

from __future__ import annotations

import logging
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import OperationalError, connection

if TYPE_CHECKING:
    from collections.abc import Iterator

# Any number will do, as long as every process takes the same and nobody else does.
KEY = 0x6761746568
PATIENCE = 60.0
PAUSE = 0.05
logger = logging.getLogger(__name__)


@contextmanager
def database_lock() -> Iterator[None]:
    """Holds the lock, which PostgreSQL takes back should this process end too early.

    Waits for a database that is still starting; raises OperationalError when it stays away.
    """
    # A lock of the session, not of a transaction: migrations commit several. Closing the
    # connection gives it back, even when what was done under it has failed.
    _wait_for_database()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [KEY])
    try:
        yield
    finally:
        connection.close()


def _wait_for_database() -> None:
    deadline = time.monotonic() + PATIENCE
    said = ""
    while True:
        try:
            connection.ensure_connection()
        except OperationalError as error:
            if time.monotonic() > deadline:
                raise
            if str(error) != said:
                said = str(error)
                logger.info("waiting for the database: %s", said)
            time.sleep(PAUSE)
        else:
            return
