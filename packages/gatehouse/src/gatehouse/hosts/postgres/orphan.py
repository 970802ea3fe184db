"""Clears up after a server whose local run ended without stopping it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from gatehouse.errors import LocalError
from gatehouse.hosts.postgres.server import PATIENCE, POLL

STEPS = {**PATIENCE, signal.SIGKILL: 5.0}
PROCESSES = Path("/proc")


def end_orphan(data: Path) -> bool:
    """Ends the server of `data`, which nobody supervises; returns whether there was one.

    Only for who holds the folder's lock. A process that merely got the old server's number is left
    alone and the file that names it is removed, for PostgreSQL itself would believe the number.

    Example: a laptop whose battery ran out: `postmaster.pid` says 4711, which is an editor's number
    after the next boot. The editor's command line doesn't name `data`, so it is not the server.
    """
    pid_file = data / "postmaster.pid"
    if not pid_file.exists():
        return False
    pid = int(pid_file.read_text().partition("\n")[0])
    orphaned = _serves(pid, data)
    if orphaned and not any(_ends(pid, data, each, STEPS[each]) for each in STEPS):
        raise LocalError(
            f"process {pid}, a PostgreSQL server of an earlier local run, can't be ended. "
            f"End it with `kill -9 {pid}`, or keep this run's data elsewhere with --data."
        )
    # A server that was ended in good order has removed it; one that was killed has not.
    pid_file.unlink(missing_ok=True)
    return orphaned


def _ends(pid: int, data: Path, step: signal.Signals, seconds: float) -> bool:
    with suppress(ProcessLookupError):
        os.kill(pid, step)
    # Asked again and again, because it is no child of this process: there is nothing to wait for.
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not _serves(pid, data):
            return True
        time.sleep(POLL)
    return False


def _serves(pid: int, data: Path) -> bool:
    return str(data) in _command(pid)


def _command(pid: int) -> str:
    """Returns the command line of process `pid`; empty when it is no more."""
    if PROCESSES.is_dir():
        with suppress(OSError):
            return (PROCESSES / str(pid) / "cmdline").read_text()
        return ""
    ps = ["ps", "-ww", "-o", "command=", "-p", str(pid)]
    return subprocess.run(ps, check=False, capture_output=True, text=True).stdout
