"""The process that a function app's workers are forked from; see app_runtime.inside."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from contextlib import suppress
from typing import TYPE_CHECKING

from app_runtime.functions.launch import SERVE, command, environ
from app_runtime.inside.gatehouse_worker.frames import FORK, IMPORT
from gatehouse.hosts.functions.worker import Worker
from gatehouse.hosts.output import pass_on
from gatehouse.hosts.own_session import own_session

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from app_runtime import AppEnvironment

LAST_WORDS = 1.0
NAMES_AT_ONCE = 200
"""Modules in one line of the control socket."""


class WorkerParent:
    """One state of the packages; every save of the code is a fork of it."""

    def __init__(self, process: Process, control: socket.socket, said: asyncio.Task[None]) -> None:
        self.has_packages = False
        """Whether it has been asked to import packages, one of which may have spoilt it."""
        self._process = process
        self._control = control
        self._said = said

    @classmethod
    async def launch(
        cls,
        folder: Path,
        environment: AppEnvironment,
        settings: Mapping[str, str],
        report: Callable[[str], None],
    ) -> WorkerParent:
        """Starts the process; `report` takes what it and its workers print, line by line."""
        ours, theirs = socket.socketpair()
        reading, writing = os.pipe()
        said = asyncio.create_task(pass_on(reading, report))
        try:
            process = await own_session(
                command(environment, SERVE, str(theirs.fileno()), str(folder)),
                environment=environ(settings, os.environ),
                output=writing,
                descriptors=[theirs.fileno()],
            )
        finally:
            theirs.close()
            os.close(writing)
        return cls(process, ours, said)

    async def fork(self) -> Worker:
        """Returns a new worker, which may still be loading the code."""
        ours, theirs = socket.socketpair()
        with theirs, suppress(OSError):  # a parent that is gone shows as a worker that is gone
            socket.send_fds(self._control, [FORK + b"\n"], [theirs.fileno()])
        _, worker = await asyncio.get_running_loop().create_unix_connection(Worker, sock=ours)
        return worker

    def import_packages(self, modules: Sequence[str]) -> None:
        """Has the next worker find these modules imported."""
        self.has_packages = True
        for start in range(0, len(modules), NAMES_AT_ONCE):
            names = " ".join(modules[start : start + NAMES_AT_ONCE])
            with suppress(OSError):
                self._control.sendall(IMPORT + names.encode() + b"\n")

    async def end(self) -> None:
        """Ends the process, and every worker that is left."""
        self._control.close()
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        await self._process.wait()
        await asyncio.wait([self._said], timeout=LAST_WORDS)
        self._said.cancel()
