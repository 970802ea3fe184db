"""One PostgreSQL process: launched, waited for, ended."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from typing import TYPE_CHECKING

from gatehouse.errors import LocalError
from gatehouse.hosts.own_session import own_session

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from pathlib import Path

    from gatehouse.hosts.postgres.account import Account
    from gatehouse.hosts.postgres.binaries import Binaries
    from gatehouse.hosts.postgres.cluster import Cluster

LOOPBACK = "127.0.0.1"
# PostgreSQL's fast and immediate shutdown, and the seconds given to each:
# https://www.postgresql.org/docs/current/server-shutdown.html
PATIENCE = {signal.SIGINT: 10.0, signal.SIGQUIT: 5.0}
POLL = 0.02
STATUS_LINE = 7
TROUBLE = ("FATAL:", "PANIC:", "error:", "error while", "postgres: ")
# A killed server's backends hold its memory until they notice, which takes them a moment.
MOMENTARY = "pre-existing shared memory block"


async def initialise(binaries: Binaries, cluster: Cluster, account: Account) -> None:
    """Fills the cluster's data folder, whole or not at all."""
    cluster.make_draft(account)
    command = [str(binaries.folder / "initdb"), *cluster.initdb()]
    process = await _launch(command, account, cluster.log)
    try:
        code = await process.wait()
    except asyncio.CancelledError:
        await end(process)
        raise
    if code != 0:
        raise LocalError(_failure("initdb", cluster.log))
    cluster.keep_draft()


async def serve(binaries: Binaries, cluster: Cluster, account: Account, port: int) -> Process:
    """Returns the server's process once it accepts connections on loopback's `port`."""
    command = [str(binaries.folder / "postgres"), "-D", str(cluster.data), *_settings(port)]
    while True:
        process = await _launch(command, account, cluster.log)
        try:
            await _until_ready_or_gone(process, cluster)
        except asyncio.CancelledError:
            await end(process)
            raise
        if process.returncode is None:
            return process
        # Ends, for the backends do; `start` gives the host a minute for everything in any case.
        if MOMENTARY not in complaint(cluster.log):
            raise LocalError(_failure("PostgreSQL", cluster.log))
        await asyncio.sleep(POLL)


async def end(process: Process) -> None:
    """Ends the process, politely while there is time; at once when cancelled meanwhile."""
    try:
        for each, seconds in PATIENCE.items():
            with suppress(ProcessLookupError):
                process.send_signal(each)
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await process.wait()
                    return
        process.kill()
        await process.wait()
    except asyncio.CancelledError:
        # SIGQUIT rather than SIGKILL, after which backends and shared memory would stay behind.
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGQUIT)
        await process.wait()
        raise


def complaint(log: Path) -> str:
    """Returns the last line in which the server said what is wrong; empty when it said nothing."""
    lines = log.read_text(errors="replace").splitlines()
    return next((line for line in reversed(lines) if any(map(line.count, TROUBLE))), "")


async def _launch(command: list[str], account: Account, log: Path) -> Process:
    """Runs `command` as `account`.

    Nothing of this process's surroundings is passed on: its folder may be closed to the account,
    its environment may hold secrets, and `complaint` reads English.
    """
    with log.open("wb") as said:
        return await own_session(
            command,
            environment={"LC_ALL": "C"},
            output=said,
            folder="/",
            account=(account.uid, account.gid),
        )


def _settings(port: int) -> list[str]:
    settings = {
        "listen_addresses": LOOPBACK,
        "port": str(port),
        "unix_socket_directories": "",  # no file to leave behind, nothing that others could open
    }
    return [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]


async def _until_ready_or_gone(process: Process, cluster: Cluster) -> None:
    while process.returncode is None:
        if _is_ready(cluster, process.pid):
            return
        await asyncio.sleep(POLL)


def _is_ready(cluster: Cluster, pid: int) -> bool:
    """Reads `postmaster.pid`, where the server writes its state in the eighth line.

    That is how `pg_ctl` knows, too. It needs no connection, and so no password and no driver; the
    first line has to be this server's number, for an older one may have left its file behind.
    """
    with suppress(FileNotFoundError):
        lines = (cluster.data / "postmaster.pid").read_text().splitlines()
        return lines[:1] == [str(pid)] and lines[STATUS_LINE:] == ["ready   "]
    return False


def _failure(program: str, log: Path) -> str:
    return (
        f"{program} did not start: {complaint(log) or 'it gave no reason'}. The whole story is in "
        f"{log}; `make reset` clears the local data, PG_BIN=<folder> picks other programs."
    )
