"""The local App Service: runs a site by its startup command, and its new code after a save.

The front door has the site's port for good. A save starts another process beside the one that
serves, and once that one is healthy it gets the requests:

    save ─▶ new process ─▶ healthy ─▶ the front door forwards to it
                                      the old one ─▶ ends its requests, at the latest after GRACE

A save that breaks the site leaves the old process serving.
"""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

from gatehouse.errors import LocalError
from gatehouse.hosts.first_end import first_end
from gatehouse.hosts.front_door.front_door import FrontDoor
from gatehouse.hosts.replacements import Replacements
from gatehouse.hosts.web.site_starts import SiteStarts
from gatehouse.laptop.saves import Saves

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatehouse.declared.site import Site
    from gatehouse.hosts.web.process import WebProcess

GRACE = 5.0
"""Seconds that old code gets for its requests under way."""


class WebHost:
    """Serves `site` on a loopback port; for port 0 it takes a free one and keeps it."""

    def __init__(
        self, site: Site, *, port: int = 0, name: str = "web", report: Callable[[str], None]
    ) -> None:
        """Raises LocalError for a site that App Service would not know how to start."""
        self.name = name
        self._starts = SiteStarts(site, report)
        self._report = report
        self._door = FrontDoor(port, site=site.name)
        self._saves = Saves(site.source, report)
        self._saved = asyncio.Event()
        self._process: WebProcess | None = None
        self._replacements = Replacements()
        self._retiring: set[asyncio.Task[None]] = set()
        self._following: tuple[asyncio.Task[None], ...] = ()
        self._undo = AsyncExitStack()

    @property
    def port(self) -> int:
        """The port that visitors go to."""
        return self._door.port

    @property
    def requests(self) -> int:
        """How many requests there have been."""
        return self._door.requests

    async def start(self) -> None:
        """Starts the site and waits until its health check path answers 200.

        Raises LocalError when it does not within READY_WITHIN seconds, or when the site ends.
        """
        await self.stop()
        try:
            self._undo.push_async_callback(self._let_go)
            await self._door.start()
            self._undo.push_async_callback(self._door.stop)
            watching = await self._watch()
            while not await self._serve_new_code():
                self._report("a file was saved; starting the site anew")
            following = asyncio.create_task(self._follow(), name="following saves")
            self._undo.push_async_callback(_cancel, following)
            self._following = (following, watching)
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Ends the site's processes and closes the port."""
        self._following = ()
        undo, self._undo = self._undo, AsyncExitStack()
        await undo.aclose()

    async def exited(self) -> str:
        """Returns why the site can't be looked after any more; never for a fault of its own.

        A save that breaks the site is no reason to return: the next one may mend it.
        """
        tasks = self._following
        if tasks:
            reason = await first_end(tasks)
            if tasks is self._following:
                return reason
        return await asyncio.Future()

    async def _watch(self) -> asyncio.Task[None]:
        stopping = asyncio.Event()

        async def watch() -> None:
            try:
                async for _ in self._saves.each(stopping):
                    self._saved.set()
            except (OSError, RuntimeError) as error:
                self._report(f"saved files are not noticed any more: {error}")
            await stopping.wait()

        async def stop() -> None:
            stopping.set()
            await asyncio.wait([watching])

        watching = asyncio.create_task(watch(), name="watching the code")
        self._undo.push_async_callback(stop)
        await asyncio.sleep(0)  # its first step is to watch: from here on no change is missed
        return watching

    async def _follow(self) -> None:
        """Starts the site anew after every save, and after an end that nobody has asked for."""
        while True:
            reason = await self._end_or_save()
            if reason:
                await self._end_process()
            if reason and not self._outlived(reason):
                await self._saved.wait()
            try:
                while True:
                    if self._saved.is_set():
                        self._report("a file was saved; starting the site anew")
                    if await self._serve_new_code():
                        break
            except LocalError as error:
                keeps = "\nThe code from before keeps serving." if self._process else ""
                self._report(f"{error}{keeps}")
            else:
                self._report("runs the new code" if not reason else "a new process serves")

    async def _end_or_save(self) -> str:
        """Returns the way in which the process ended, or nothing when a file was saved before."""
        saved = asyncio.create_task(self._saved.wait())
        waits: list[asyncio.Task[bool] | asyncio.Task[str]] = [saved]
        process = self._process
        if process is not None:
            waits.append(asyncio.create_task(process.exited()))
        try:
            done, _ = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waits:
                each.cancel()
        return "" if saved in done else str(waits[1].result())

    def _outlived(self, reason: str) -> bool:
        """Returns whether another process may be started at once, in place of one that has ended.

        Code that ends again and again needs an edit first; requests wait for it meanwhile.
        """
        again = self._replacements.another()
        then = "starting it anew" if again else "it does so again and again: correct it and save"
        self._report(f"the site {reason}; {then}")
        return again

    async def _serve_new_code(self) -> bool:
        """Has a new process serve; returns False when a file was saved before it could.

        Raises LocalError for a site that doesn't become healthy, and leaves what served before.
        """
        # Before the process reads any file: a save from here on may come too late for it.
        self._saved.clear()
        self._saves.starting()
        try:
            process = await self._starts.healthy_process(self.port, self._saved)
        finally:
            self._saves.started()
        if process is None:
            return False
        before, self._process = self._process, process
        self._door.origin = process.origin
        self._replacements.served()
        if before is not None:
            retiring = asyncio.create_task(self._retire(before))
            self._retiring.add(retiring)
            retiring.add_done_callback(self._retiring.discard)
        return True

    async def _retire(self, process: WebProcess) -> None:
        try:
            if not await process.origin.retire(GRACE):
                self._report(f"old code still works after {GRACE:.0f} s; it is ended")
        finally:
            await process.end()

    async def _end_process(self) -> None:
        process, self._process, self._door.origin = self._process, None, None
        if process is not None:
            await process.end()

    async def _let_go(self) -> None:
        """Ends every process, without waiting for its requests; at once when it is cancelled."""
        for retiring in self._retiring:
            retiring.cancel()
        ending = asyncio.create_task(self._end_process())
        try:
            await asyncio.wait({ending, *self._retiring})
        finally:
            ending.cancel()
            await asyncio.wait({ending, *self._retiring})


async def _cancel(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait([task])
