"""Answers the frames of the Functions host until it says `retire`, or is gone."""

from __future__ import annotations

import asyncio
import os
import sys
import traceback
from typing import TYPE_CHECKING, Any

from azure import functions as func

from . import invocation
from .debugger import DEBUGGER
from .frames import FrameReader, FrameWriter
from .function_app import IndexingError
from .response import to_response

if TYPE_CHECKING:
    from .function_app import FunctionApp

STARTUP_FAILED = "the app's startup failed; its log lines say why. Correct it."


class Worker(asyncio.Protocol):
    """One connection to the host; as many functions run at a time as it calls."""

    def __init__(self, app: FunctionApp, folder: str) -> None:
        self.gone = asyncio.Event()
        """Set when nothing more is to be answered."""
        self._app = app
        self._folder = folder
        self._frames = FrameReader()
        self._running: set[asyncio.Task[None]] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begins to listen."""
        self._transport: asyncio.Transport = transport  # type: ignore[assignment]
        self._writer = FrameWriter(self._transport)

    def connection_lost(self, _: Exception | None) -> None:
        """Ends: nobody reads the answers."""
        self.gone.set()

    def data_received(self, data: bytes) -> None:
        """Begins with what the frames ask for."""
        for head, body in self._frames.feed(data):
            if head[0] == "retire":
                self._retire()
            else:
                answer = self._call(head, body) if head[0] == "call" else self._run(head, body)
                task = asyncio.get_running_loop().create_task(answer)
                self._running.add(task)
                task.add_done_callback(self._running.discard)

    def _retire(self) -> None:
        """Ends once the requests under way have their answers."""
        loop = asyncio.get_running_loop()
        loop.create_task(self._end()).add_done_callback(lambda _: self.gone.set())

    async def _end(self) -> None:
        while self._running:
            await asyncio.wait(self._running)

    async def _call(self, head: list[Any], body: bytes) -> None:
        _, number, name, method, url, headers, query, route = head
        request = func.HttpRequest(
            method, url, headers=headers, params=query, route_params=route, body=body
        )
        try:
            function = self._app.functions[name]
            answer = await invocation.call(function, request, headers, self._folder)
            status, lines, content = to_response(answer)
        except Exception:  # noqa: BLE001 - a function may raise whatever it likes
            self._write(["error", number, traceback.format_exc()])
        else:
            self._write(["answer", number, status, lines], content)

    async def _run(self, head: list[Any], payload: bytes) -> None:
        _, number, name = head
        try:
            await invocation.run(self._app.functions[name], payload, self._folder)
        except Exception:  # noqa: BLE001 - a function may raise whatever it likes
            self._write(["error", number, traceback.format_exc()])
        else:
            self._write(["answer", number, 202, []])

    def _write(self, head: list[Any], body: bytes = b"") -> None:
        self._writer.write(head, body)


async def start_asgi(app: FunctionApp) -> None:
    """Starts the ASGI app, if it is one; raises IndexingError when that fails.

    On Azure the first request does it. Here it comes before, so that code which can't start never
    serves, and two first requests don't start it twice.
    """
    asgi = app.asgi
    if asgi is not None:
        asgi.startup_task_done = True
        if not await asgi.middleware.notify_startup():  # type: ignore[no-untyped-call]
            asgi.startup_task_done = False
            raise IndexingError(STARTUP_FAILED)


async def stop_asgi(app: FunctionApp) -> None:
    """Shuts the ASGI app down, if it is one that has started."""
    asgi = app.asgi
    if asgi is not None and asgi.startup_task_done:
        asgi.startup_task_done = False  # or its destructor does it again, noisily
        await asgi.middleware.notify_shutdown()  # type: ignore[no-untyped-call]


def imported() -> list[str]:
    """Returns the modules of this process that an app's next process needs, too, in their order."""
    own = os.getcwd() + os.sep  # noqa: PTH109 - a text is compared
    return [
        name
        for name, module in list(sys.modules.items())
        if name != "__main__"
        and not name.startswith(__package__ or "")
        and not (getattr(module, "__file__", None) or own).startswith(own)
        and DEBUGGER not in (getattr(module, "__file__", None) or "")
    ]
