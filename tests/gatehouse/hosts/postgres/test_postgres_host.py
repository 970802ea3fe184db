from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import psycopg
import pytest

from gatehouse.declared.database import DeclaredDatabase
from gatehouse.errors import LocalError
from gatehouse.hosts.postgres import postgres_host
from gatehouse.hosts.postgres.account import choose_account
from gatehouse.hosts.postgres.postgres_host import PostgresHost
from tests.gatehouse.hosts.waiting import until
from tests.postgres import ask

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from gatehouse.hosts.host import Host

DECLARED = DeclaredDatabase(
    host_name="psql", name="quiz", user="it's a role", password="p@ss'word", version="17"
)
SUPERVISOR = """
import asyncio, sys
from pathlib import Path
from gatehouse.declared.database import DeclaredDatabase
from gatehouse.hosts.postgres.postgres_host import PostgresHost

async def main():
    declared = DeclaredDatabase(
        host_name="psql", name="quiz", user="web", password="x", version="18"
    )
    host = PostgresHost(declared, Path(sys.argv[1]), report=lambda line: None)
    await host.start()
    print(host.port, flush=True)
    await host.exited()

asyncio.run(main())
"""


@asynccontextmanager
async def running(
    folder: Path, declared: DeclaredDatabase = DECLARED, *, port: int = 0
) -> AsyncIterator[tuple[PostgresHost, list[str]]]:
    said: list[str] = []
    host = PostgresHost(declared, folder, port=port, report=said.append)
    await host.start()
    try:
        yield host, said
    finally:
        await host.stop()


def files(folder: Path, pattern: str) -> list[Path]:
    return list(folder.glob(pattern))


def status(folder: Path) -> list[str]:
    """The lines of postmaster.pid: process, folder, start, port, socket folder, address …"""
    (pid_file,) = files(folder, "*/postmaster.pid")
    return pid_file.read_text().splitlines()


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


async def test_the_declared_role_owns_the_declared_database_and_no_more(
    postgres_folder: Path,
) -> None:
    async with running(postgres_folder) as (host, _):
        query = "SELECT rolsuper OR rolcreatedb OR rolcreaterole FROM pg_roles WHERE rolname = "
        assert ask(host.dsn, "SELECT current_user") == "it's a role"
        assert ask(host.dsn, "SELECT current_database()") == "quiz"
        assert ask(host.dsn, query + "current_user") is False
        assert ask(host.dsn, "SELECT upper('äé')") == "ÄÉ"


async def test_two_apps_have_a_database_and_a_role_each_and_may_share_one(
    postgres_folder: Path,
) -> None:
    shop = replace(DECLARED, name="shop", user="shop")
    guest = replace(DECLARED, user="guest")
    host = PostgresHost(DECLARED, postgres_folder, more=(shop, guest), report=lambda _: None)
    await host.start()
    try:
        with psycopg.connect(host.dsn) as connection:
            connection.execute("CREATE TABLE notes AS SELECT 42 AS answer")
        assert ask(host._dsn("guest", guest.password, "quiz"), "SELECT answer FROM notes") == 42
        with psycopg.connect(host._dsn("shop", shop.password, "shop")) as connection:
            connection.execute("CREATE TABLE notes AS SELECT current_user AS owner")
        assert ask(host._dsn("shop", shop.password, "shop"), "SELECT owner FROM notes") == "shop"
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(host._dsn("shop", shop.password, "quiz"), "SELECT answer FROM notes")
    finally:
        await host.stop()


async def test_a_second_server_keeps_its_data_below_the_first_one_s(postgres_folder: Path) -> None:
    async with running(postgres_folder) as (first, _):
        said: list[str] = []
        second = PostgresHost(DECLARED, postgres_folder, name="psql-2", report=said.append)
        await second.start()
        try:
            assert first.port != second.port
            assert ask(second.dsn, "SELECT 1") == 1
            assert len(files(postgres_folder, "psql-2/*/postmaster.pid")) == 1
            assert len(said) == 1  # the version alone
        finally:
            await second.stop()


async def test_a_wrong_password_is_refused(postgres_folder: Path) -> None:
    async with running(postgres_folder) as (host, _):
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(host.dsn, password="wrong")


async def test_it_listens_on_loopback_only_and_makes_no_socket_file(postgres_folder: Path) -> None:
    async with running(postgres_folder) as (host, _):
        assert status(postgres_folder)[3:6] == [str(host.port), "", "127.0.0.1"]


async def test_it_never_runs_as_root(postgres_folder: Path) -> None:
    async with running(postgres_folder):
        (pid_file,) = files(postgres_folder, "*/postmaster.pid")
        assert pid_file.stat().st_uid == choose_account().uid != 0


async def test_data_and_port_outlive_a_restart(postgres_folder: Path) -> None:
    async with running(postgres_folder) as (host, _):
        with psycopg.connect(host.dsn) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        port = host.port
        await host.stop()
        await host.start()
        assert host.port == port
        assert ask(host.dsn, "SELECT answer FROM kept") == 42


async def test_a_newly_declared_password_replaces_the_old_one(postgres_folder: Path) -> None:
    changed = DeclaredDatabase(
        host_name="psql", name="quiz", user=DECLARED.user, password="new", version="17"
    )
    async with running(postgres_folder):
        pass
    async with running(postgres_folder, changed) as (host, _):
        assert ask(host.dsn, "SELECT current_user") == DECLARED.user


async def test_another_major_version_is_said_in_one_line(postgres_folder: Path) -> None:
    async with running(postgres_folder) as (host, said):
        running_version = str(ask(host.dsn, "SHOW server_version")).split()[0]
        (line,) = said
        assert line == (
            f"PostgreSQL {running_version} runs here, 17 is declared; "
            "PG_BIN=<folder with initdb and postgres> runs another version"
        )


async def test_nothing_is_said_when_all_is_as_declared(postgres_folder: Path) -> None:
    declared = DeclaredDatabase(
        host_name="psql", name="quiz", user="web", password="x", version="18"
    )
    async with running(postgres_folder, declared) as (_, said):
        assert said == []


async def test_stopping_leaves_no_process_no_port_and_no_lock_file(postgres_folder: Path) -> None:
    async with running(postgres_folder) as (host, _):
        await host.stop()
        await host.stop()
        assert not listens(host.port)
        assert files(postgres_folder, "*/postmaster.pid") == []


async def test_a_killed_server_says_why_and_starts_again_at_once(postgres_folder: Path) -> None:
    async with running(postgres_folder) as (host, _):
        with psycopg.connect(host.dsn):  # an open connection holds the dead server's memory
            os.kill(int(status(postgres_folder)[0]), signal.SIGKILL)
            assert await host.exited() == "ended by SIGKILL"
            await host.start()
        assert ask(host.dsn, "SELECT 1") == 1


async def test_a_server_that_ends_by_itself_gives_its_exit_code(postgres_folder: Path) -> None:
    async with running(postgres_folder) as (host, _):
        os.kill(int(status(postgres_folder)[0]), signal.SIGTERM)
        assert await host.exited() == "ended with exit code 0"


async def test_being_told_to_stop_is_no_reason(postgres_folder: Path) -> None:
    async with running(postgres_folder) as (host, _):
        waiting = asyncio.create_task(host.exited())
        await asyncio.sleep(0)
        await host.stop()
        after = asyncio.create_task(host.exited())
        await asyncio.sleep(0)
        assert [waiting.done(), after.done()] == [False, False]
        waiting.cancel()
        after.cancel()


async def test_a_taken_port_is_refused_by_name(postgres_folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(LocalError, match=f"can't listen on port {port} .*another port"):
            async with running(postgres_folder, port=port):
                pass


async def test_a_second_run_on_the_same_data_is_refused(postgres_folder: Path) -> None:
    async with running(postgres_folder):
        with pytest.raises(LocalError, match="in use by another local run"):
            async with running(postgres_folder):
                pass


async def test_damaged_data_fails_with_the_servers_own_words(
    postgres_folder: Path, tmp_path: Path
) -> None:
    async with running(postgres_folder):
        pass
    (config,) = files(postgres_folder, "*/postgresql.conf")
    config.rename(tmp_path / "kept")
    try:
        with pytest.raises(LocalError, match=r"PostgreSQL did not start: .*postgresql\.conf"):
            async with running(postgres_folder):
                pass
    finally:
        (tmp_path / "kept").rename(config)


async def test_a_start_that_takes_too_long_is_given_up(
    postgres_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_host, "READY_WITHIN", 0.0)
    with pytest.raises(LocalError, match="was not ready after 0 s"):
        async with running(postgres_folder):
            pass
    assert files(postgres_folder, "*/postmaster.pid") == []


async def test_a_start_that_is_cancelled_leaves_nothing_behind(postgres_folder: Path) -> None:
    fresh = postgres_folder.with_name("fresh")
    host = PostgresHost(DECLARED, fresh, report=lambda _: None)
    starting = asyncio.create_task(host.start())
    await until(lambda: files(fresh, "*.new/PG_VERSION") != [], pause=0)
    starting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await starting
    async with running(fresh) as (host, _):
        assert ask(host.dsn, "SELECT 1") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
async def test_the_server_goes_when_its_supervisor_is_killed(postgres_folder: Path) -> None:
    supervisor = await asyncio.create_subprocess_exec(
        sys.executable, "-c", SUPERVISOR, postgres_folder, stdout=subprocess.PIPE
    )
    output = supervisor.stdout
    if output is None:
        raise AssertionError
    port = int(await output.readline())
    assert listens(port)
    supervisor.kill()
    await supervisor.wait()
    await until(lambda: not listens(port), pause=0)
    async with running(postgres_folder) as (host, _):
        assert ask(host.dsn, "SELECT 1") == 1


async def test_a_server_left_behind_is_ended_by_the_next_start(postgres_folder: Path) -> None:
    left = PostgresHost(DECLARED, postgres_folder, report=lambda _: None)
    await left.start()
    if left._lock is None:
        raise AssertionError
    os.close(left._lock)
    left._lock = None
    reason = asyncio.create_task(left.exited())
    async with running(postgres_folder) as (host, said):
        assert said[1:] == ["ended the server that an earlier local run left behind"]
        assert await reason == "ended with exit code 0"
        assert ask(host.dsn, "SELECT 1") == 1
    await left.stop()


async def test_data_out_of_reach_is_kept_elsewhere_and_that_is_said(
    postgres_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = postgres_folder.with_name("elsewhere")
    monkeypatch.setattr(postgres_host, "open_home", lambda *_: postgres_folder)
    async with running(elsewhere) as (_, said):
        assert said[1] == (
            f"PostgreSQL's data is in {postgres_folder}: root may not run the server, and "
            f"{elsewhere} is out of reach for the account {choose_account().name!r}"
        )


def test_it_is_a_host(postgres_folder: Path) -> None:
    host: Host = PostgresHost(DECLARED, postgres_folder, report=print)
    assert host.name == "postgres"
