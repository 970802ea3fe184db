"""The apps of the program for a command by hand, beside a local run or without one."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from gatehouse.declared.declared_hosts import DeclaredHosts
from gatehouse.errors import LocalError
from gatehouse.laptop import endpoints
from gatehouse.laptop.addresses import LocalAddresses
from gatehouse.laptop.lease import is_held, lease
from gatehouse.laptop.postgres_port import postgres_port
from gatehouse.laptop.running_postgres import RunningPostgres
from gatehouse.program.child import evaluate
from gatehouse.system.apps import apps
from gatehouse.system.postgres_hosts import postgres_hosts
from gatehouse.system.supervisor import Supervisor

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path

    from gatehouse.declared.database import DeclaredDatabase
    from gatehouse.options import Options
    from gatehouse.system.apps import LocalApp

DEFAULT_STACK = "dev"


@dataclass(frozen=True, kw_only=True)
class Session:
    """What a command needs to know: apps with their settings here, and where servers are."""

    apps: tuple[LocalApp, ...]
    databases: tuple[DeclaredDatabase, ...]
    addresses: Mapping[str, str]
    """By host name in Azure."""

    @classmethod
    def of(cls, declared: DeclaredHosts, places: LocalAddresses, data: Path) -> Session:
        """Reads what is declared."""
        return cls(
            apps=apps(declared, places, data),
            databases=declared.databases,
            addresses=places.by_host_name,
        )


@asynccontextmanager
async def local_session(options: Options) -> AsyncIterator[Session]:
    """Opens a session with the system that runs on the data folder; without one, its database runs.

    Raises LocalError while a local run is starting or stopping, for another stack than the running
    one, and for what a local run couldn't start either.
    """
    if is_held(options.data):
        yield await _beside_a_run(options)
        return
    options = replace(options, stack=options.stack or DEFAULT_STACK)
    with lease(options.data):
        graph = await evaluate(options.stack, options.data)
        if RunningPostgres.chosen() is None:
            port = postgres_port(options.postgres_port, partial(_say_nothing, "postgres"))
            options = replace(options, postgres_port=port)
        declared, running = DeclaredHosts.of(graph), RunningPostgres.chosen()
        places = LocalAddresses.of(declared, options, running)
        session = Session.of(declared, places, options.data)
        # What differs from what is declared is said by the local run; here it would be in the way.
        hosts = postgres_hosts(declared, places, options.data, running, _say_nothing)
        servers = Supervisor(hosts, _say_nothing)
        await servers.start()
        try:
            yield session
        finally:
            await servers.stop()


def _say_nothing(_name: str, _line: str) -> None:
    """Takes the place of the log."""


async def _beside_a_run(options: Options) -> Session:
    running = endpoints.read(options.data)
    if running is None or running.stack is None:
        raise LocalError(
            f"a local run in {options.data} is starting or stopping, or a command by hand is at "
            "work there; allowed is one at a time, or commands beside a run that is up; wait for it"
        )
    if options.stack not in {"", running.stack}:
        raise LocalError(
            f"the stack {running.stack} runs in {options.data}, {options.stack} was asked for; "
            "leave --stack out, or stop the run first"
        )
    declared = DeclaredHosts.of(await evaluate(running.stack, options.data))
    return Session.of(declared, LocalAddresses(running.addresses or {}), options.data)
