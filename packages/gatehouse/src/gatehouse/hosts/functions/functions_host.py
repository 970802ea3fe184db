"""The local Azure Functions host: runs the real function_app.py, and its new code after a save.

https://learn.microsoft.com/azure/azure-functions/functions-reference-python
"""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

from watchfiles import awatch

from gatehouse.declared.app_settings import environment
from gatehouse.errors import LocalError
from gatehouse.hosts.functions.code import FunctionCode
from gatehouse.hosts.functions.modules import FunctionModules
from gatehouse.hosts.functions.port import FunctionPort
from gatehouse.hosts.functions.worker_environment import with_variables
from gatehouse.program.own_traceback import own_traceback

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from apim_gateway.messages.upstream import UpstreamRequest, UpstreamResponse
    from gatehouse.hosts.functions.keys import FunctionKeys

GRACE = 5.0
"""Seconds that old code gets for its requests under way and its shutdown."""
QUIET_MS = 50
"""A save is over when nothing has changed for so long."""
RESTLESS_MS = 400
"""A save that does not end is read nevertheless."""


class FunctionHost:
    """Answers for the functions in `folder`, to `send` and on a loopback port.

    `settings` are added to this process's environment as long as the host runs. For port 0 it
    takes a free one and keeps it.
    """

    name = "function"

    def __init__(
        self,
        folder: Path,
        *,
        settings: Mapping[str, str],
        keys: FunctionKeys,
        port: int = 0,
        report: Callable[[str], None],
    ) -> None:
        self.port = port
        self._folder = folder.resolve()
        self._settings = settings
        self._keys = keys
        self._report = report
        self._modules = FunctionModules(self._folder)
        self._code: FunctionCode | None = None
        self._retiring: set[asyncio.Task[None]] = set()
        self._tasks: tuple[asyncio.Task[None], ...] = ()
        self._undo = AsyncExitStack()

    async def start(self) -> None:
        """Loads the code, watches it, and opens the port; returns when requests are answered.

        Raises LocalError for code that can't be loaded, and for a port that is taken.
        """
        await self.stop()
        # Undone from the last to the first: the port closes when its requests are answered, nobody
        # reloads any more, the code shuts down, with its modules and settings still there, and
        # then these go.
        try:
            self._undo.enter_context(with_variables(environment(self._settings)))
            self._undo.callback(self._modules.close)
            self._undo.push_async_callback(self._let_go)
            watching = await self._watch()
            self._code = await self._load()
            port = FunctionPort(self, self.port)
            self._undo.push_async_callback(port.stop)
            self.port = port.number
            self._tasks = (watching, await port.start())
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Answers what is under way, shuts the app down, and leaves the process as it was."""
        self._tasks = ()
        undo, self._undo = self._undo, AsyncExitStack()
        await undo.aclose()

    async def exited(self) -> str:
        """Returns why the host no longer serves; never, when it is not running or was stopped."""
        tasks = self._tasks
        if tasks:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            if tasks is self._tasks:
                return _reason(done.pop())
        return await asyncio.Future()

    async def send(self, request: UpstreamRequest) -> UpstreamResponse:
        """Answers the request in this process; raises OSError when the host is not running."""
        if self._code is None:
            raise ConnectionRefusedError("the function host is not running")
        return await self._code.answer(request)

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
        saves = awatch(self._folder, stop_event=stopping, debounce=RESTLESS_MS, step=QUIET_MS)
        async for _ in saves:
            await self._reload()

    async def _reload(self) -> None:
        try:
            code = await self._load()
        except LocalError as error:
            self._report(f"{error}\nThe code from before keeps serving.")
            return
        # Between two requests, and not awaited: the old code may still be busy for seconds, in
        # which the next save is read all the same.
        before, self._code = self._code, code
        self._retire(before)
        self._report("runs the new code")

    async def _load(self) -> FunctionCode:
        try:
            with self._modules.fresh():
                code = FunctionCode(self._folder, self._keys, self._report)
                await code.start()
                return code
        except LocalError:
            raise
        except (Exception, SystemExit) as error:
            raise LocalError(
                f"the code in {self._folder} can't be loaded. Correct it:\n"
                f"{own_traceback(error, self._folder)}"
            ) from error

    def _retire(self, code: FunctionCode | None) -> None:
        if code is not None:
            # The event loop itself holds a task by a weak reference only.
            retiring = asyncio.create_task(self._shut_down(code))
            self._retiring.add(retiring)
            retiring.add_done_callback(self._retiring.discard)

    async def _shut_down(self, code: FunctionCode) -> None:
        try:
            async with asyncio.timeout(GRACE):
                await code.retire()
        except TimeoutError:
            self._report(f"old code still works after {GRACE:.0f} s; it is left alone")

    async def _let_go(self) -> None:
        code, self._code = self._code, None
        self._retire(code)
        await asyncio.gather(*self._retiring)


def _reason(ended: asyncio.Task[None]) -> str:
    problem = None if ended.cancelled() else ended.exception()
    return f"{ended.get_name()} ended{(problem and f': {problem!r}') or ''}"
