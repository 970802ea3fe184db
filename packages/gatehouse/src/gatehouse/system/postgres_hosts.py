"""The hosts of the program's PostgreSQL servers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gatehouse.errors import LocalError
from gatehouse.hosts.postgres.postgres_host import PostgresHost
from gatehouse.laptop.running_postgres import VARIABLE
from gatehouse.laptop.terminal import log

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gatehouse.declared.declared_hosts import DeclaredHosts
    from gatehouse.hosts.postgres.running_server import RunningServer
    from gatehouse.laptop.addresses import LocalAddresses
    from gatehouse.laptop.running_postgres import RunningPostgres


def postgres_hosts(
    declared: DeclaredHosts,
    places: LocalAddresses,
    data: Path,
    running: RunningPostgres | None,
    report: Callable[[str, str], None] = log,
) -> list[PostgresHost] | list[RunningServer]:
    """Returns a host for each declared server, or the one that runs already for all of them.

    `report` takes a host's name and its line.
    """
    if running is not None and declared.databases:
        # Imports psycopg, which costs 0.3 s.
        from gatehouse.hosts.postgres.running_server import RunningServer  # noqa: PLC0415

        _refuse_namesakes(declared)
        first, *more = declared.databases
        return [RunningServer(first, running, more=more, report=partial(report, "postgres"))]
    names = ["postgres", *(host_name.partition(".")[0] for host_name in [*declared.servers][1:])]
    return [
        PostgresHost(
            first,
            data / "postgres",
            more=more,
            name=name,
            port=places.port(first.host_name),
            report=partial(report, name),
        )
        for name, (first, *more) in zip(names, declared.servers.values(), strict=False)
    ]


def _refuse_namesakes(declared: DeclaredHosts) -> None:
    """Raises LocalError where one server would have to be two: for databases of the same name."""
    places = {(one.name, one.host_name) for one in declared.databases}
    names = [name for name, _ in places]
    for name in sorted(set(names)):
        if names.count(name) > 1:
            raise LocalError(
                f"{names.count(name)} servers have a database {name!r}; allowed with {VARIABLE}, "
                f"which is one server, is each name once; rename one, or run without {VARIABLE}"
            )
