"""The declared database on a PostgreSQL server that runs already, such as a Dev Container's."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import psycopg

from gatehouse.errors import LocalError
from gatehouse.hosts.postgres.role_and_database import create_database, share
from gatehouse.laptop.running_postgres import CONNECT_SECONDS, VARIABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gatehouse.declared.database import DeclaredDatabase
    from gatehouse.laptop.running_postgres import RunningPostgres

READY_WITHIN = 30.0
PAUSE = 0.2
REFUSED, MOMENTARY = "FATAL:", "FATAL: the database system is "
"""Marks of the server's messages: of any refusal, and of one while it starts or recovers."""


class RunningServer:
    """Creates roles and databases on `server`, which somebody else starts, restarts and stops.

    `more` are further databases, or further roles of one.
    """

    name = "postgres"

    def __init__(
        self,
        declared: DeclaredDatabase,
        server: RunningPostgres,
        *,
        more: Sequence[DeclaredDatabase] = (),
        report: Callable[[str], None],
    ) -> None:
        self._declared = declared
        self._all = (declared, *more)
        self._server = server
        self._report = report
        self.ready = asyncio.Event()
        """Set once databases and roles can be used."""

    @property
    def dsn(self) -> str:
        """The address of the first database, with its role's password."""
        return self.dsn_of(self._declared)

    def dsn_of(self, declared: DeclaredDatabase) -> str:
        """Returns the address of a database of this server, with its role's password."""
        return self._server.dsn_of(declared.user, declared.password, declared.name)

    async def start(self) -> None:
        """Returns when the declared role can log in; waits for a server that is just starting.

        Raises LocalError when it refuses its administrator, or doesn't answer for half a minute.
        """
        deadline = asyncio.get_running_loop().time() + READY_WITHIN
        while reason := await asyncio.to_thread(self._reason_to_wait):
            if asyncio.get_running_loop().time() > deadline:
                raise self._unusable(reason)
            await asyncio.sleep(PAUSE)
        self.ready.set()

    async def stop(self) -> None:
        """Leaves the server running, and its data there."""

    async def exited(self) -> str:
        """Never returns: it isn't ours to start again, and sites connect anew by themselves."""
        return await asyncio.Future()

    def _reason_to_wait(self) -> str:
        """Creates what is declared; returns why that has to wait, or nothing once it is done."""
        try:
            lines = [self._create(one) for one in self._all]
            with psycopg.connect(self.dsn, connect_timeout=CONNECT_SECONDS) as connection:
                self._compare(connection.info.server_version // 10_000)
            for line in filter(None, dict.fromkeys(lines)):
                self._report(line)
        except psycopg.OperationalError as error:
            reason = " ".join(str(error).split())
            if REFUSED in reason and MOMENTARY not in reason:
                raise self._unusable(reason) from error
            return reason
        except psycopg.Error as error:
            raise self._unusable(str(error.diag.message_primary)) from error
        return ""

    def _create(self, declared: DeclaredDatabase) -> str:
        line = create_database(self._server.dsn, declared)
        share(self._server.dsn, declared)
        return line

    def _compare(self, major: int) -> None:
        if str(major) != self._declared.version:
            self._report(
                f"PostgreSQL {major} runs at {self._server.address}, "
                f"{self._declared.version} is declared"
            )

    def _unusable(self, reason: str) -> LocalError:
        return LocalError(
            f"PostgreSQL at {self._server.address} can't be used: {reason}. Start it, or correct "
            f"{VARIABLE}, whose user has to be allowed to create roles and databases; without "
            f"{VARIABLE} the local run starts a server of its own."
        )
