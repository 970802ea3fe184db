"""The local Azure Functions host: runs the real function_app.py, and its new code after a save.

The code runs in a process of its own, a worker, in the app's own environment. A save gives a new
worker, with clean state; the old one serves until the new one can, and then ends its requests:

    save ─▶ fork ─▶ the code is imported, the ASGI app has started ─▶ it serves
                                             the old worker ─▶ retires, at the latest after GRACE

https://learn.microsoft.com/azure/azure-functions/functions-reference-python
"""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

from gatehouse.errors import LocalError
from gatehouse.hosts.first_end import first_end
from gatehouse.hosts.functions.functions import Functions
from gatehouse.hosts.functions.port import FunctionPort
from gatehouse.hosts.functions.workers import Workers
from gatehouse.hosts.replacements import Replacements
from gatehouse.laptop.saves import Saves

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from apim_gateway.messages.upstream import UpstreamRequest, UpstreamResponse
    from gatehouse.hosts.functions.keys import FunctionKeys
    from gatehouse.hosts.functions.worker import Worker

GRACE = 5.0
"""Seconds that old code gets for its requests under way and its shutdown."""


class FunctionHost:
    """Answers for the functions in `folder`, to `send` and on a loopback port.

    `python_version` is the declared one; `settings` are the environment of the app's process. For
    port 0 it takes a free one and keeps it.
    """

    def __init__(
        self,
        folder: Path,
        *,
        python_version: str,
        settings: Mapping[str, str],
        keys: FunctionKeys,
        name: str = "function",
        port: int = 0,
        report: Callable[[str], None],
    ) -> None:
        self.name = name
        self.port = port
        self._folder = folder.resolve()
        self._keys = keys
        self._report = report
        self._workers = Workers(self._folder, python_version, settings, report)
        self._saves = Saves(self._folder, report)
        self._worker: Worker | None = None
        self._functions: Functions | None = None
        self._loading = asyncio.Lock()
        self._replacements = Replacements()
        self._under_way: set[asyncio.Task[None]] = set()
        self._tasks: tuple[asyncio.Task[None], ...] = ()
        self._undo = AsyncExitStack()

    async def start(self) -> None:
        """Loads the code, watches it, and opens the port; returns when requests are answered.

        Raises LocalError for code that can't be loaded, and for a port that is taken.
        """
        await self.stop()
        try:
            self._undo.push_async_callback(self._workers.end)
            self._undo.push_async_callback(self._let_go)
            watching = await self._watch()
            await self._load()
            port = FunctionPort(self, self.port)
            self._undo.push_async_callback(port.stop)
            self.port = port.number
            self._tasks = (watching, await port.start())
        except BaseException:
            await self.stop()
            raise
        if self._functions is not None and self._functions.by_hand:
            names = ", ".join(self._functions.by_hand)
            self._report(f"run by hand, since their events are in Azure only: {names}")

    async def stop(self) -> None:
        """Answers what is under way, shuts the app down, and leaves no process."""
        self._tasks = ()
        undo, self._undo = self._undo, AsyncExitStack()
        await undo.aclose()

    async def exited(self) -> str:
        """Returns why the host no longer serves; never, when it is not running or was stopped."""
        tasks = self._tasks
        if tasks:
            reason = await first_end(tasks)
            if tasks is self._tasks:
                return reason
        return await asyncio.Future()

    async def send(self, request: UpstreamRequest) -> UpstreamResponse:
        """Has a worker answer; raises OSError when the host is not running."""
        if self._functions is None:
            raise ConnectionRefusedError("the function host is not running")
        return await self._functions.answer(request)

    async def _watch(self) -> asyncio.Task[None]:
        stopping = asyncio.Event()
        watching = asyncio.create_task(self._reload_after_saves(stopping), name="watching the code")

        async def stop() -> None:
            stopping.set()
            await asyncio.wait([watching])

        self._undo.push_async_callback(stop)
        await asyncio.sleep(0)  # its first step is to watch: from here on no change is missed
        return watching

    async def _reload_after_saves(self, stopping: asyncio.Event) -> None:
        async for _ in self._saves.each(stopping):
            await self._reload("runs the new code")

    async def _reload(self, news: str) -> None:
        try:
            await self._load()
        except LocalError as error:
            self._report(f"{error}\nThe code from before keeps serving.")
        else:
            self._report(news)

    async def _load(self) -> None:
        """Serves the code as it is now; raises LocalError and serves what it served before."""
        async with self._loading:
            self._saves.starting()
            try:
                worker, ready = await self._workers.new()
            finally:
                self._saves.started()
            try:
                functions = Functions(ready, worker, self._keys, self._report)
            except LocalError:
                worker.kill()
                raise
            before, self._worker, self._functions = self._worker, worker, functions
        self._watch_over(worker)
        if before is not None and not before.gone.done():
            self._retire(before)

    def _watch_over(self, worker: Worker) -> None:
        """Replaces the worker when it ends by itself, unless that happens again and again."""
        self._replacements.served()

        def replace(_: asyncio.Future[None]) -> None:
            if self._worker is not worker:
                return
            if not self._replacements.another():
                self._report("its process ends again and again; a save starts it anew")
                return
            self._report("its process ended; a new one starts")
            self._keep(asyncio.create_task(self._reload("a new process serves")))

        worker.gone.add_done_callback(replace)

    def _retire(self, worker: Worker) -> None:
        self._keep(asyncio.create_task(self._end(worker)))

    def _keep(self, task: asyncio.Task[None]) -> None:
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _end(self, worker: Worker) -> None:
        worker.retire()
        try:
            async with asyncio.timeout(GRACE):
                await asyncio.shield(worker.gone)
        except TimeoutError:
            self._report(f"old code still works after {GRACE:.0f} s; it is ended")
            worker.kill()

    async def _let_go(self) -> None:
        worker, self._worker, self._functions = self._worker, None, None
        if worker is not None and not worker.gone.done():
            self._retire(worker)
        await asyncio.gather(*self._under_way)
