"""The declared database on a real server that the local run hasn't started."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import psycopg
import pytest

from gatehouse.declared.database import DeclaredDatabase
from gatehouse.errors import LocalError
from gatehouse.hosts.postgres import running_server
from gatehouse.hosts.postgres.postgres_host import PostgresHost
from gatehouse.hosts.postgres.running_server import RunningServer
from gatehouse.laptop.ports import LOOPBACK, reserve
from gatehouse.laptop.running_postgres import RunningPostgres
from tests.postgres import ask, superuser_dsn

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from gatehouse.hosts.host import Host

OTHER = DeclaredDatabase(host_name="db", name="app", user="app", password="secret", version="18")
DECLARED = DeclaredDatabase(
    host_name="psql", name="quiz", user="it's a role", password="p@ss'word", version="18"
)


@pytest.fixture
async def other(postgres_folder: Path) -> AsyncIterator[PostgresHost]:
    """A server that stands for the Dev Container's."""
    host = PostgresHost(OTHER, postgres_folder, report=lambda _: None)
    await host.start()
    yield host
    await host.stop()


@pytest.fixture
def server(other: PostgresHost) -> RunningPostgres:
    return RunningPostgres(LOOPBACK, other.port, superuser_dsn(other))


async def test_the_declared_role_owns_the_declared_database_and_finds_its_data_again(
    server: RunningPostgres,
) -> None:
    said: list[str] = []
    host = RunningServer(DECLARED, server, report=said.append)
    await host.start()
    with psycopg.connect(host.dsn) as connection:
        connection.execute("CREATE TABLE kept AS SELECT current_user AS owner")
    await host.stop()
    await host.start()
    assert ask(host.dsn, "SELECT owner FROM kept") == "it's a role"
    assert ask(host.dsn, "SELECT current_database()") == "quiz"
    assert said == []


async def test_all_databases_and_roles_are_made_and_an_administrator_s_own_is_not_shared(
    server: RunningPostgres,
) -> None:
    shop = DeclaredDatabase(host_name="x", name="shop", user="shop", password="s", version="18")
    taken = DeclaredDatabase(
        host_name="x", name="postgres", user="shop", password="s", version="18"
    )
    host = RunningServer(DECLARED, server, more=(shop, taken), report=lambda _: None)
    await host.start()
    assert ask(server.dsn_of("shop", "s", "shop"), "SELECT current_user") == "shop"
    query = "SELECT pg_has_role('shop', 'postgres', 'member')"
    assert ask(server.dsn_of("shop", "s", "postgres"), query) is False


async def test_it_stays_up_when_the_local_run_stops_and_never_asks_for_a_restart(
    server: RunningPostgres, other: PostgresHost
) -> None:
    host = RunningServer(DECLARED, server, report=lambda _: None)
    await host.start()
    waiting = asyncio.create_task(host.exited())
    await host.stop()
    await asyncio.sleep(0)
    assert (waiting.done(), ask(other.dsn, "SELECT 1")) == (False, 1)
    waiting.cancel()


async def test_another_major_version_is_said_in_one_line(server: RunningPostgres) -> None:
    said: list[str] = []
    declared = DeclaredDatabase(
        host_name="psql", name="quiz", user="web", password="x", version="17"
    )
    await RunningServer(declared, server, report=said.append).start()
    assert said == [f"PostgreSQL 18 runs at {server.address}, 17 is declared"]


async def test_another_way_of_sorting_is_said_once(server: RunningPostgres) -> None:
    said: list[str] = []
    first, second = (replace(DECLARED, name=name, collation="tlh_QO.utf8") for name in "ab")
    await RunningServer(first, server, more=[second], report=said.append).start()
    assert [line.partition(":")[0] for line in said] == [
        "the database sorts as C.UTF-8 does, tlh_QO.utf8 is declared"
    ]


async def test_a_server_that_comes_later_is_waited_for(postgres_folder: Path) -> None:
    first = PostgresHost(OTHER, postgres_folder, report=lambda _: None)
    await first.start()
    server = RunningPostgres(LOOPBACK, first.port, superuser_dsn(first))
    await first.stop()
    host = RunningServer(DECLARED, server, report=lambda _: None)
    starting = asyncio.create_task(host.start())
    await asyncio.sleep(3 * running_server.PAUSE)
    assert not starting.done()
    await first.start()
    try:
        await starting
        assert ask(host.dsn, "SELECT 1") == 1
    finally:
        await first.stop()


async def test_a_wrong_password_is_said_at_once(
    server: RunningPostgres, other: PostgresHost
) -> None:
    wrong = RunningPostgres(LOOPBACK, other.port, server.dsn.replace("postgres:", "postgres:no"))
    with pytest.raises(LocalError, match=r"can't be used: .*password authentication failed"):
        await RunningServer(DECLARED, wrong, report=print).start()


async def test_a_user_who_may_not_create_roles_is_refused(other: PostgresHost) -> None:
    server = RunningPostgres(LOOPBACK, other.port, other.dsn)
    new = DeclaredDatabase(host_name="psql", name="x", user="new", password="x", version="18")
    with pytest.raises(LocalError, match=r"permission denied to create role\. .*to be allowed"):
        await RunningServer(new, server, report=print).start()


async def test_nobody_at_the_address_is_said_after_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    port = reserve({"nobody": 0})["nobody"]
    server = RunningPostgres(LOOPBACK, port, f"postgresql://me:secret@{LOOPBACK}:{port}/app")
    monkeypatch.setattr(running_server, "READY_WITHIN", 0.0)
    with pytest.raises(LocalError, match=f"{port} can't be used: .*refused") as refused:
        await RunningServer(DECLARED, server, report=print).start()
    assert "secret" not in str(refused.value)


def test_it_is_a_host() -> None:
    server = RunningPostgres(LOOPBACK, 1, "")
    host: Host = RunningServer(DECLARED, server, report=print)
    assert host.name == "postgres"
