from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from asyncio.subprocess import PIPE, Process
from typing import TYPE_CHECKING

import pytest

from gatehouse.errors import LocalError
from gatehouse.hosts.postgres import server
from gatehouse.hosts.postgres.binaries import Binaries
from gatehouse.hosts.postgres.cluster import Cluster
from gatehouse.hosts.postgres.server import complaint, end, initialise, serve
from tests.gatehouse.hosts.postgres.accounts import MYSELF

if TYPE_CHECKING:
    from pathlib import Path

    from gatehouse.hosts.postgres.account import Account

DEAF = """
import signal, time
for each in (signal.SIGINT, *{ignored}):
    signal.signal(each, signal.SIG_IGN)
print("ready", flush=True)
time.sleep(600)
"""


async def deaf(*ignored: int) -> Process:
    """Starts a process that ignores SIGINT and the given signals."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", DEAF.format(ignored=[int(each) for each in ignored]), stdout=PIPE
    )
    if process.stdout is None:
        raise AssertionError
    await process.stdout.readline()
    return process


def fake(folder: Path, name: str, script: str) -> Binaries:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return Binaries(folder, "18.6")


def content(file: Path) -> str:
    """Waits for the file."""
    while not file.exists():
        time.sleep(0.01)
    return file.read_text()


@pytest.fixture
def myself(postgres_folder: Path) -> tuple[Path, Account]:
    """A reachable folder, and an account that may write in it whoever runs the tests."""
    folder = postgres_folder.with_name("fake")
    folder.mkdir(exist_ok=True)
    return folder, MYSELF


async def test_a_deaf_process_is_ended_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "PATIENCE", {signal.SIGINT: 0.01, signal.SIGQUIT: 0.01})
    process = await deaf(signal.SIGQUIT)
    await end(process)
    assert process.returncode == -signal.SIGKILL


async def test_a_cancelled_end_is_an_immediate_one() -> None:
    process = await deaf()
    ending = asyncio.create_task(end(process))
    await asyncio.sleep(0)
    ending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await ending
    assert process.returncode == -signal.SIGQUIT


async def test_a_process_that_is_gone_can_be_ended() -> None:
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", "")
    await process.wait()
    await end(process)
    assert process.returncode == 0


async def test_initdb_that_fails_says_why_and_keeps_nothing(myself: tuple[Path, Account]) -> None:
    folder, account = myself
    binaries = fake(folder, "initdb", "echo 'initdb: error: no room'; exit 1")
    cluster = Cluster(folder, 18)
    with pytest.raises(LocalError, match="initdb did not start: initdb: error: no room"):
        await initialise(binaries, cluster, account)
    assert not cluster.data.exists()


async def test_the_memory_of_a_killed_server_is_waited_for(myself: tuple[Path, Account]) -> None:
    folder, account = myself
    script = f"""
if mkdir {folder}/second; then
  echo 'FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use'
else
  echo 'FATAL:  something that stays'
fi
exit 1
"""
    with pytest.raises(LocalError, match="FATAL:  something that stays"):
        await serve(fake(folder, "postgres", script), Cluster(folder, 18), account, 0)


async def test_a_wait_that_is_cancelled_ends_the_server(myself: tuple[Path, Account]) -> None:
    folder, account = myself
    binaries = fake(
        folder,
        "postgres",
        f"echo $$ > {folder}/pid.new; mv {folder}/pid.new {folder}/pid; exec sleep 600",
    )
    serving = asyncio.create_task(serve(binaries, Cluster(folder, 18), account, 0))
    pid = await asyncio.to_thread(content, folder / "pid")
    serving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await serving
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid), 0)


def test_the_last_complaint_counts(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("FATAL:  first\nLOG:  starting\nFATAL:  last\nLOG:  database is shut down\n")
    assert complaint(log) == "FATAL:  last"


def test_without_a_complaint_there_is_none(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("LOG:  starting PostgreSQL 18.6\n")
    assert complaint(log) == ""
