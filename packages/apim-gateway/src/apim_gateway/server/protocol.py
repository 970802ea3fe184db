"""HTTP/1.1 between the caller and the gateway, without a layer in between: it is the hot path.

The way of a request: `data_received` feeds the parser, which calls `on_…`; `on_message_complete`
queues the request; `_next` has it answered; `_deliver` writes the response.

https://www.rfc-editor.org/rfc/rfc9112
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from functools import partial
from typing import TYPE_CHECKING

import httptools

from apim_gateway.messages.exchange import Response
from apim_gateway.messages.received import ReceivedRequest
from apim_gateway.server.response_bytes import response_bytes

if TYPE_CHECKING:
    from apim_gateway.runtime.gateway import Gateway
    from apim_gateway.server.responses import PendingResponses

_log = logging.getLogger(__name__)

KEEP_ALIVE_SECONDS = 75.0
MAX_WAITING = 16
"""Pipelined requests that are read ahead of their turn.

A caller who sends more is stopped by TCP: the socket isn't read until some are answered.
"""
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
_END = b"\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
_BAD_REQUEST = b"HTTP/1.1 400 Bad Request" + _END
_SERVER_ERROR = b"HTTP/1.1 500 Internal Server Error" + _END


class Protocol(asyncio.Protocol):
    """One connection; its requests are answered one after the other, in their order.

    A caller may send A, B, C without waiting for a response, and takes the first response for A's:
    https://www.rfc-editor.org/rfc/rfc9112#section-9.3.2. Were B answered while A still waits for
    its backend, B's response would have to be held back anyway.
    """

    def __init__(self, app: Gateway, connections: set[Protocol], pending: PendingResponses) -> None:
        """Prepares a connection, which adds itself to `connections` while it is open."""
        self._app = app
        self._connections = connections
        self._pending = pending
        self._loop = asyncio.get_running_loop()
        self._parser = httptools.HttpRequestParser(self)
        self._waiting: deque[tuple[ReceivedRequest, bool]] = deque()
        self._running: asyncio.Task[None] | None = None
        self._paused = self._closing = False
        self._answered = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Registers the connection and starts to measure how long it is idle."""
        self._transport: asyncio.Transport = transport  # type: ignore[assignment]
        peer = transport.get_extra_info("peername")
        self._ip_address: str = peer[0] if peer else ""
        self._connections.add(self)
        self._answered = self._loop.time()
        self._timer = self._loop.call_later(KEEP_ALIVE_SECONDS, self._close_when_idle)

    def connection_lost(self, _: Exception | None) -> None:
        """Forgets the requests that wait and abandons the one that runs: nobody would read it."""
        self._connections.discard(self)
        self._waiting.clear()
        self._timer.cancel()
        if self._running is not None:
            self._pending.abandon(self._running)

    def data_received(self, data: bytes) -> None:
        """Feeds the parser; answers bytes that are not HTTP with 400, and closes."""
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            self._closing = True  # answered as an ordinary request: there is nothing to change to
        except httptools.HttpParserError:
            self._write(_BAD_REQUEST)
            self._transport.close()
        # Not from the parser's callbacks: it would take any error in there for bad HTTP.
        self._next()

    def pause_writing(self) -> None:
        """Holds the next request back until the caller has read the responses written so far."""
        self._paused = True

    def resume_writing(self) -> None:
        """Continues with the requests that wait."""
        self._paused = False
        self._next()

    def shutdown(self) -> None:
        """Ends the connection, after the answer that is under way."""
        # That answer says `connection: close`, so the caller knows that those behind it are not
        # answered, and may send them again over another connection.
        self._closing = True
        if self._running is None:
            self._transport.close()

    def abort(self) -> None:
        """Ends the connection now."""
        self._transport.abort()

    def on_message_begin(self) -> None:
        """Starts a request."""
        self._target = b""
        self._lines: list[tuple[str, str]] = []
        self._body: list[bytes] = []

    def on_url(self, target: bytes) -> None:
        """Takes the request target, perhaps in pieces."""
        self._target += target

    def on_header(self, name: bytes, value: bytes) -> None:
        """Takes a header line."""
        # In lower case once, here: routing, keys and policies all compare names without case.
        self._lines.append((name.lower().decode("latin-1"), value.decode("latin-1")))

    def on_headers_complete(self) -> None:
        """Asks for the body where the caller waits to be asked."""
        # curl does so before a large body, and would wait a second for an answer that never comes.
        if ("expect", "100-continue") in self._lines:
            self._write(_CONTINUE)

    def on_body(self, body: bytes) -> None:
        """Takes a piece of the body."""
        self._body.append(body)

    def on_message_complete(self) -> None:
        """Queues the request; stops to read where too many wait."""
        parser = self._parser
        method = parser.get_method().decode("ascii")
        body = b"".join(self._body)
        target = self._target.decode("latin-1")
        received = ReceivedRequest(method, target, self._lines, body, self._ip_address, "http")
        # HTTP/1.1 keeps the connection unless a header says close, HTTP/1.0 the other way round.
        self._waiting.append((received, not parser.should_keep_alive()))
        if len(self._waiting) > MAX_WAITING and not self._transport.is_closing():
            self._transport.pause_reading()

    def _next(self) -> None:
        """Answers the requests that wait, up to the first that can't be answered at once.

        That one becomes a task, and its end calls this method again. The others never do: a task
        costs more than most of the policies that it would run.
        """
        while self._waiting and not (self._running or self._paused or self._transport.is_closing()):
            received, last = self._waiting.popleft()
            answer = self._app.answer(received)
            if isinstance(answer, Response):
                self._deliver(answer, received.method, last=last)
            else:
                deliver = partial(self._go_on, received.method, last)
                self._running = self._pending.expect(answer, deliver)

    def _go_on(self, method: str, last: bool, response: Response) -> None:  # noqa: FBT001 - private
        self._running = None
        self._deliver(response, method, last=last)
        self._next()

    def _deliver(self, response: Response, method: str, *, last: bool) -> None:
        last = last or self._closing
        try:
            answer = response_bytes(response, method, last=last)
        except Exception:  # noqa: BLE001 - whatever is wrong with it, the caller gets a 500
            _log.exception("A response can't be sent")
            answer, last = _SERVER_ERROR, True
        self._write(answer)
        self._answered = self._loop.time()
        if last:
            self._transport.close()
        elif self._waiting and not self._transport.is_closing():
            self._transport.resume_reading()

    def _write(self, data: bytes) -> None:
        """Writes unless the connection is closing, where uvloop raises and asyncio says nothing.

        https://github.com/MagicStack/uvloop/issues/506
        """
        if not self._transport.is_closing():
            self._transport.write(data)

    def _close_when_idle(self) -> None:
        """Looks once per time span: that is cheaper than a timer for each request."""
        left = self._answered + KEEP_ALIVE_SECONDS - self._loop.time()
        if left <= 0 and self._running is None:
            self._transport.close()
        else:
            self._timer = self._loop.call_later(max(left, 1.0), self._close_when_idle)
