"""One run of a site's startup command: launched, asked whether it is healthy, ended."""

from __future__ import annotations

import asyncio
import os
import signal
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

from app_runtime.sites.port import bound_port
from gatehouse.hosts.front_door.origin import Origin
from gatehouse.hosts.output import pass_on
from gatehouse.hosts.own_session import own_session
from gatehouse.hosts.web.fault import fault
from gatehouse.hosts.web.startup_command import shell_arguments
from gatehouse.laptop.ports import reserve

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from gatehouse.hosts.web.health import HealthCheck

GRACE = 0.5
"""Seconds to end in; its requests have been answered by then."""
LAST_WORDS = 1.0
PAUSE = 0.01
LINES = 400
"""Last lines of the output that are kept, to find an error's place in."""


class WebProcess:
    """The process and all that it starts: a session of its own, which ends as a whole."""

    def __init__(
        self, process: Process, output: int, port: int, folder: Path, report: Callable[[str], None]
    ) -> None:
        """Takes the process, and the descriptor of its output, which it closes."""
        self.origin = Origin(port)
        self.bound: set[int] = set()
        """Ports that it listens on, but for the one that the front door forwards to."""
        self._process = process
        self._folder = folder
        self._report = report
        self._lines: deque[str] = deque(maxlen=LINES)
        self._said = asyncio.create_task(pass_on(output, self._hear))

    @classmethod
    async def launch(
        cls,
        command: str,
        folder: Path,
        variables: Callable[[int], Mapping[str, str]],
        report: Callable[[str], None],
    ) -> WebProcess:
        """Starts the command in the folder; `variables` returns those for the port it gets."""
        port = reserve({"port": 0})["port"]
        # A pipe of our own: asyncio's would make the process end when its last heir does.
        reading, writing = os.pipe()
        try:
            process = await own_session(
                shell_arguments(command),
                environment=variables(port),
                output=writing,
                folder=folder,
            )
        finally:
            os.close(writing)
        return cls(process, reading, port, folder, report)

    async def until_healthy(self, health: HealthCheck) -> str:
        """Returns nothing once the site is healthy; the way in which the process ended before."""
        healthy = asyncio.create_task(health.until_healthy())
        gone = asyncio.create_task(self.exited())
        try:
            done, _ = await asyncio.wait((healthy, gone), return_when=asyncio.FIRST_COMPLETED)
        finally:
            healthy.cancel()
            gone.cancel()
        return "" if healthy in done else gone.result()

    async def exited(self) -> str:
        """Waits for the process's end and returns it in words, with its exit code or signal."""
        code = await self._process.wait()
        return f"ended by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"

    def fault(self) -> str:
        """Returns the place in the app's code that its last words tell of; nothing without one."""
        return fault(self._lines, self._folder)

    async def end(self) -> None:
        """Ends everything, politely while there is time; at once when cancelled meanwhile."""
        try:
            self._signal(signal.SIGTERM)
            with suppress(TimeoutError):
                async with asyncio.timeout(GRACE):
                    while self._signal(0):  # noqa: ASYNC110 - the system has no such event
                        await asyncio.sleep(PAUSE)
        finally:
            self._signal(signal.SIGKILL)
            await self._process.wait()
            await asyncio.wait([self._said], timeout=LAST_WORDS)
            self._said.cancel()

    def _signal(self, number: int) -> bool:
        """Sends the signal to the whole session; returns whether anything of it is left."""
        try:
            os.killpg(self._process.pid, number)
        except (ProcessLookupError, PermissionError):  # the second for zombies, on macOS
            return False
        return True

    def _hear(self, line: str) -> None:
        port = bound_port(line)
        if port is None:
            self._lines.append(line)
            self._report(line)
        else:
            self.bound.add(port)
