"""A local PostgreSQL server: the declared databases and roles, on a loopback port."""

from __future__ import annotations

import asyncio
import hashlib
import os
import signal
import socket
from dataclasses import astuple
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from gatehouse.errors import LocalError
from gatehouse.hosts.postgres.account import choose_account
from gatehouse.hosts.postgres.binaries import Binaries, find_binaries
from gatehouse.hosts.postgres.cluster import SUPERUSER, Cluster, lock_home, open_home
from gatehouse.hosts.postgres.orphan import end_orphan
from gatehouse.hosts.postgres.server import LOOPBACK, complaint, end, initialise, serve

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from gatehouse.declared.database import DeclaredDatabase

NAME = "postgres"
READY_WITHIN = 60.0


class PostgresHost:
    """Runs PostgreSQL with its data in `folder`; for port 0 it takes a free one and keeps it.

    `more` are further databases of the same server, or further roles of one. A server of another
    `name` has its data in a folder of that name below.
    """

    def __init__(
        self,
        declared: DeclaredDatabase,
        folder: Path,
        *,
        more: Sequence[DeclaredDatabase] = (),
        name: str = NAME,
        port: int = 0,
        report: Callable[[str], None],
    ) -> None:
        self.name = name
        self.port = port
        self._declared = declared
        self._all = (declared, *more)
        self._folder = folder
        self._report = report
        self._account = choose_account()
        self._process: Process | None = None
        self._cluster: Cluster | None = None
        self._lock: int | None = None
        self.ready = asyncio.Event()
        """Set while databases and roles can be used."""

    @property
    def dsn(self) -> str:
        """The address of the first database, with its role's password."""
        return self.dsn_of(self._declared)

    def dsn_of(self, declared: DeclaredDatabase) -> str:
        """Returns the address of a database of this server, with its role's password."""
        return self._dsn(declared.user, declared.password, declared.name)

    async def start(self) -> None:
        """Starts the server, on the data of the last time, and creates the role and the database.

        Raises LocalError for a port or a folder in use, without PostgreSQL's programs, and when
        the server isn't ready after READY_WITHIN seconds.
        """
        await self.stop()
        binaries = await find_binaries(self._account)
        home = open_home(self._folder, self._account)
        if self.name != NAME:
            home = open_home(home / self.name, self._account)
        self._lock = lock_home(home)
        try:
            self._report_differences(binaries, home)
            async with asyncio.timeout(READY_WITHIN):
                await self._start(binaries, Cluster(home, binaries.major))
            self.ready.set()
        except TimeoutError:
            await self.stop()
            raise LocalError(
                f"PostgreSQL was not ready after {READY_WITHIN:.0f} s; its log is in {home}. "
                "Start again, or clear the local data with `make reset`."
            ) from None
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Ends the server, which writes its data down first."""
        self.ready.clear()
        process, self._process = self._process, None
        lock, self._lock = self._lock, None
        try:
            if process is not None:
                await end(process)
        finally:
            if lock is not None:
                os.close(lock)

    async def exited(self) -> str:
        """Returns why the server is gone; never, when it is not running or was stopped."""
        process, cluster = self._process, self._cluster
        if process is not None and cluster is not None:
            code = await process.wait()
            if process is self._process:
                return _reason(code, complaint(cluster.log))
        return await asyncio.Future()

    async def _start(self, binaries: Binaries, cluster: Cluster) -> None:
        # First of all: an orphan holds the data, and perhaps the port that is asked for next.
        if await asyncio.to_thread(end_orphan, cluster.data):
            self._report("ended the server that an earlier local run left behind")
        if not cluster.data.exists():
            await initialise(binaries, cluster, self._account)
        self.port = _free_port(self.port)
        self._cluster = cluster
        self._process = await serve(binaries, cluster, self._account, self.port)
        await self._create_databases(cluster)

    async def _create_databases(self, cluster: Cluster) -> None:
        # The digest saves a warm start the import of psycopg and a connection. It is written after
        # the statements, so that they are made again when anything comes between. The lines that
        # they led to are kept behind it: a warm start says them, too.
        words = repr([astuple(one) for one in self._all])
        digest = hashlib.sha256(words.encode()).hexdigest()
        known, *lines = cluster.declared().splitlines() or [""]
        if known != digest:
            superuser = partial(self._dsn, SUPERUSER, cluster.password_file.read_text())
            lines = await asyncio.to_thread(_create_databases, superuser, self._all)
            cluster.declared_file.write_text("\n".join((digest, *lines)))
        for line in lines:
            self._report(line)

    def _report_differences(self, binaries: Binaries, home: Path) -> None:
        if str(binaries.major) != self._declared.version:
            self._report(
                f"PostgreSQL {binaries.version} runs here, {self._declared.version} is declared; "
                "PG_BIN=<folder with initdb and postgres> runs another version"
            )
        if not home.is_relative_to(self._folder.resolve()):
            self._report(
                f"PostgreSQL's data is in {home}: root may not run the server, and "
                f"{self._folder} is out of reach for the account {self._account.name!r}"
            )

    def _dsn(self, user: str, password: str, database: str) -> str:
        user, password, database = (quote(word, safe="") for word in (user, password, database))
        return f"postgresql://{user}:{password}@{LOOPBACK}:{self.port}/{database}"


def _free_port(port: int) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            raise LocalError(
                f"PostgreSQL can't listen on port {port} ({error.strerror}). Stop what listens "
                "there, or give another port: --postgres-port 0 takes a free one."
            ) from error
        return int(probe.getsockname()[1])


def _create_databases(
    superuser: Callable[[str], str], databases: Sequence[DeclaredDatabase]
) -> list[str]:
    """Makes databases as declared; returns lines on what differs, each once.

    `superuser` returns the superuser's address of a database. The first role of a database owns
    it, any other one may do the same.
    """
    # Imported in the thread and only when needed: psycopg costs 0.3 s, which a warm start saves.
    from gatehouse.hosts.postgres.private_database import prepare  # noqa: PLC0415
    from gatehouse.hosts.postgres.role_and_database import create_database, share  # noqa: PLC0415

    lines: list[str] = []
    names: set[str] = set()
    for one in databases:
        lines.append(create_database(superuser(SUPERUSER), one))
        if one.name not in names:
            lines.append(prepare(superuser(one.name), one))
        share(superuser(SUPERUSER), one)
        names.add(one.name)
    return [line for line in dict.fromkeys(lines) if line]


def _reason(code: int, complaint: str) -> str:
    if code < 0:
        return f"ended by {signal.Signals(-code).name}"
    return f"ended with exit code {code}{complaint and f': {complaint}'}"
