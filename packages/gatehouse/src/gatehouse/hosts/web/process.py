"""One run of a site's startup command: launched, asked whether it is healthy, ended."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, STDOUT
from contextlib import suppress
from typing import TYPE_CHECKING

from gatehouse.declared.app_settings import HandedSocket, environment
from gatehouse.hosts import launch
from gatehouse.hosts.output import pass_on
from gatehouse.hosts.web.health import until_healthy

if TYPE_CHECKING:
    import socket
    from asyncio.subprocess import Process
    from collections.abc import Callable

    from gatehouse.declared.site import Site

GRACE = 0.5
"""Seconds for requests under way; gunicorn itself would wait for idle browsers as well."""
LAST_WORDS = 1.0


class WebProcess:
    """The process and all that it starts: a session of its own, which ends as a whole."""

    def __init__(
        self, process: Process, said: asyncio.Task[None], healthy: asyncio.Task[None]
    ) -> None:
        self.healthy = healthy
        """Done once the site has answered as it should."""
        self._process = process
        self._said = said

    @classmethod
    async def launch(
        cls, site: Site, listener: socket.socket, report: Callable[[str], None]
    ) -> WebProcess:
        """Starts the site, which answers on the listening socket as soon as it can."""
        handed = HandedSocket(port=listener.getsockname()[1], descriptor=listener.fileno())
        # A pipe of our own: asyncio's would make the process end when its last heir does.
        reading, writing = os.pipe()
        said = asyncio.create_task(pass_on(reading, report))
        try:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-IS",
                launch.__file__,
                *(str(number) for number in (os.getpid(), os.geteuid(), os.getegid())),
                # A shell, for variables in the command; it makes way, so that signals arrive.
                *("/bin/sh", "-c", f"exec {site.startup_command}"),
                cwd=site.source,
                env=environment(site.settings, handed),
                pass_fds=[handed.descriptor],
                stdin=DEVNULL,
                stdout=writing,
                stderr=STDOUT,
                start_new_session=True,
            )
        finally:
            os.close(writing)
        healthy = asyncio.create_task(until_healthy(handed.port, site.health_check_path))
        return cls(process, said, healthy)

    @property
    def was_killed(self) -> bool:
        """True when a signal ended the process, and not the site's own code."""
        return (self._process.returncode or 0) < 0

    async def exited(self) -> str:
        """Waits for the process's end and returns it in words, with its exit code or signal."""
        code = await self._process.wait()
        return f"ended by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"

    async def end(self) -> None:
        """Ends everything, politely while there is time; at once when cancelled meanwhile."""
        self.healthy.cancel()
        try:
            with suppress(ProcessLookupError, TimeoutError):
                self._process.send_signal(signal.SIGTERM)
                async with asyncio.timeout(GRACE):
                    await self._process.wait()
        finally:
            # The group, also when the leader went politely: its workers may not have.
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            await self._process.wait()
            await asyncio.wait([self._said], timeout=LAST_WORDS)
            self._said.cancel()
