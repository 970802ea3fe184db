"""A worker process as the Functions host sees it: calls functions over a local socket."""

from __future__ import annotations

import asyncio
import itertools
import os
import signal
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from apim_gateway.messages.upstream import UpstreamResponse
from app_runtime.inside.gatehouse_worker.frames import FrameReader, FrameWriter
from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app_runtime.inside.gatehouse_worker.frames import Head


class WorkerGoneError(ConnectionError):
    """The worker's process ended before it answered."""


class FunctionError(Exception):
    """The function raised something: the message is its traceback."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The first words of a worker whose code is loaded."""

    process: int
    description: Mapping[str, Any]
    """Functions and route prefix, as app_runtime describes them."""
    modules: Sequence[str]
    """Imported packages, which the next worker needs as well."""


class Worker(asyncio.Protocol):
    """One process with one state of the code; it answers many calls at a time, in any order."""

    def __init__(self) -> None:
        loop = asyncio.get_running_loop()
        self.ready: asyncio.Future[Ready] = loop.create_future()
        """Fails with LocalError for code that can't be loaded, WorkerGoneError for a lost one."""
        self.gone: asyncio.Future[None] = loop.create_future()
        """Done when the process has ended."""
        self._numbers = itertools.count()
        self._answers: dict[int, asyncio.Future[UpstreamResponse]] = {}
        self._frames = FrameReader()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begins to listen."""
        self._transport: asyncio.Transport = transport  # type: ignore[assignment]
        self._writer = FrameWriter(self._transport)

    def connection_lost(self, _: Exception | None) -> None:
        """Fails everything that still waits: no answer will come."""
        gone = WorkerGoneError("the worker process of the function app ended")
        waiting: list[asyncio.Future[Any]] = [self.ready, *self._answers.values()]
        for one in waiting:
            if not one.done():
                one.set_exception(gone)
        if not self.ready.cancelled():
            self.ready.exception()  # or a worker that nobody waited for would complain
        self._answers.clear()
        self.gone.set_result(None)

    def data_received(self, data: bytes) -> None:
        """Hands every answer to whoever waits for it."""
        for head, body in self._frames.feed(data):
            self._take(head, body)

    def call(
        self,
        function: str,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str],
        query: Mapping[str, str],
        route: Mapping[str, str],
        body: bytes,
    ) -> asyncio.Future[UpstreamResponse]:
        """Calls a function with an HTTP trigger.

        The answer fails with FunctionError for what the function raises, and with WorkerGoneError.
        """
        return self._ask(["call", function, method, url, headers, query, route], body)

    def run(self, function: str, payload: bytes) -> asyncio.Future[UpstreamResponse]:
        """Runs a function with another trigger; the answer fails as that of a call does."""
        return self._ask(["run", function], payload)

    def retire(self) -> None:
        """Has the process end after the calls under way."""
        self._writer.write(["retire"])

    def kill(self) -> None:
        """Ends the process now."""
        if self.ready.done() and not self.gone.done() and self.ready.exception() is None:
            with suppress(ProcessLookupError):
                os.kill(self.ready.result().process, signal.SIGKILL)
        self._transport.abort()

    def _ask(self, head: Head, body: bytes) -> asyncio.Future[UpstreamResponse]:
        if self.gone.done():
            raise WorkerGoneError("the worker process of the function app has ended")
        number = next(self._numbers)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        kind, *rest = head
        self._writer.write([kind, number, *rest], body)
        return answer

    def _take(self, head: Head, body: bytes) -> None:
        kind, *rest = head
        if kind == "ready":
            self.ready.set_result(Ready(*rest))
        elif kind == "failed":
            self.ready.set_exception(LocalError(rest[0]))
        else:
            answer = self._answers.pop(rest[0])
            if answer.done():  # whoever asked has left
                return
            if kind == "error":
                answer.set_exception(FunctionError(rest[1]))
            else:
                headers = [(name, value) for name, value in rest[2]]
                answer.set_result(UpstreamResponse(rest[1], headers, body))
