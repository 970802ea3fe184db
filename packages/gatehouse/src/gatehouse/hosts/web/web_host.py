"""The local App Service: runs a site by its startup command, and its new code after a save."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

from watchfiles import DefaultFilter, awatch

from gatehouse.errors import LocalError
from gatehouse.hosts.web.process import WebProcess
from gatehouse.hosts.web.startup_command import check_startup_command
from gatehouse.laptop.ports import LOOPBACK

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatehouse.declared.site import Site

READY_WITHIN = 120.0
BACKLOG = 2048
QUIET_MS = 50
"""A save is over when nothing has changed for so long."""
RESTLESS_MS = 400
"""A save that does not end is followed nevertheless."""
MADE_BY_SITES = ("staticfiles",)
"""Folders that a site fills when it starts."""
SOURCES = DefaultFilter(ignore_dirs=(*DefaultFilter.ignore_dirs, *MADE_BY_SITES))


class WebHost:
    """Serves `site` on a loopback port; for port 0 it takes a free one and keeps it.

    The port stays open while the site starts anew after a save: requests wait for the new code.
    """

    def __init__(
        self, site: Site, *, port: int = 0, name: str = "web", report: Callable[[str], None]
    ) -> None:
        """Raises LocalError for a startup command that can't be run here."""
        check_startup_command(site)
        self.name = name
        self.port = port
        self._site = site
        self._report = report
        self._listener: socket.socket | None = None
        self._process: WebProcess | None = None
        self._saved = asyncio.Event()
        self._stopping = asyncio.Event()
        self._watching: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Starts the site and waits until its health check path answers 200.

        Raises LocalError when it does not within READY_WITHIN seconds, or when the site ends.
        """
        await self.stop()
        try:
            self._stopping.clear()
            self._watching = asyncio.create_task(self._watch())
            self._listener = _listen(self.port)
            self.port = self._listener.getsockname()[1]
            await self._until_healthy(await self._launch(self._listener))
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Ends the site's processes and closes the port."""
        listener, self._listener = self._listener, None
        watching, self._watching = self._watching, None
        try:
            await self._end_process()
        finally:
            if listener is not None:
                listener.close()
            if watching is not None:
                self._stopping.set()
                await asyncio.wait([watching])

    async def exited(self) -> str:
        """Returns why the site is gone; until then it starts the site anew after every save.

        A save that breaks the site is no reason to return: the next one may mend it.
        """
        while True:
            process = self._process
            reason = await self._gone_or_saved(process)
            if not reason:
                await self._start_anew()
            elif process is not self._process:
                await asyncio.Future()  # `stop` ended it: that is no news for the supervisor
            elif _may_serve(process):
                return reason
            else:
                await self._end_process()
                self._report(f"the site {reason}; the lines above say why. Correct it and save")

    async def _launch(self, listener: socket.socket) -> WebProcess:
        # Before the process reads any file: a save from here on may come too late for it.
        self._saved.clear()
        self._process = await WebProcess.launch(self._site, listener, self._report)
        return self._process

    async def _until_healthy(self, process: WebProcess) -> None:
        gone = asyncio.create_task(process.exited())
        try:
            done, _ = await asyncio.wait(
                [gone, process.healthy], timeout=READY_WITHIN, return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            gone.cancel()
        if process.healthy not in done:
            how = gone.result() if gone in done else f"was not healthy after {READY_WITHIN:.0f} s"
            raise LocalError(
                f"the site {self._site.name}, started by {self._site.startup_command!r}, {how}; "
                "its lines above say why. Correct that and run the command again"
            )

    async def _gone_or_saved(self, process: WebProcess | None) -> str:
        """Returns the way in which the process ended, or nothing when a file was saved before."""
        waits = [asyncio.create_task(self._save())]
        if process is not None:
            waits.append(asyncio.create_task(process.exited()))
        try:
            done, _ = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waits:
                each.cancel()
        return "".join(each.result() for each in done)

    async def _save(self) -> str:
        await self._saved.wait()
        return ""

    async def _start_anew(self) -> None:
        self._report("a file was saved; starting the site anew")
        await self._end_process()
        if self._listener is not None:  # or else `stop` came in between
            process = await self._launch(self._listener)
            process.healthy.add_done_callback(self._say_that_it_runs)

    async def _end_process(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            await process.end()

    def _say_that_it_runs(self, healthy: asyncio.Task[None]) -> None:
        if not healthy.cancelled():
            self._report("runs the new code")

    async def _watch(self) -> None:
        try:
            async for _ in awatch(
                self._site.source,
                watch_filter=SOURCES,
                stop_event=self._stopping,
                debounce=RESTLESS_MS,
                step=QUIET_MS,
            ):
                self._saved.set()
        except (OSError, RuntimeError) as error:
            self._report(f"saved files are not noticed any more: {error}")


def _listen(port: int) -> socket.socket:
    try:
        return socket.create_server((LOOPBACK, port), backlog=BACKLOG)
    except (OSError, OverflowError) as error:
        raise LocalError(
            f"the web site can't listen on port {port} ({error}). Stop what listens there, or "
            "take a free port: --web-port 0"
        ) from error


def _may_serve(process: WebProcess | None) -> bool:
    """Returns whether the same code may serve when it is started again.

    It may when it has served before, or was only killed. Code that never came up needs an edit
    first: started again and again, it would fail until the supervisor gives up the whole run.
    """
    return process is not None and (process.was_killed or _has_served(process))


def _has_served(process: WebProcess) -> bool:
    return process.healthy.done() and not process.healthy.cancelled()
