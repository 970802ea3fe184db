"""One connection of a visitor to the front door.

https://www.rfc-editor.org/rfc/rfc9112
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, NamedTuple, Protocol

from gatehouse.hosts.front_door.exchange import KEPT
from gatehouse.hosts.front_door.heads import Peer
from gatehouse.hosts.front_door.request_reader import RequestReader

if TYPE_CHECKING:
    from gatehouse.hosts.front_door.exchange import Answering, Exchange

KEEP_ALIVE_SECONDS = 75.0
LINGER_SECONDS = 5.0
"""How long a visitor may go on sending a request that has been answered."""
MOST_WAITING = 16
"""Pipelined requests that are read ahead of their turn."""


class Words(NamedTuple):
    """What a visitor reads who gets no answer from the site."""

    gone: str = "The site's process ended without an answer; its lines in the terminal say why."
    absent: str = "The site does not run; its lines in the terminal say why."


class Door(Protocol):
    """What visitors come to."""

    site: bytes
    """The site's name in Azure."""
    words: Words

    def enter(self, visitor: Visitor) -> None:
        """Takes note of an open connection."""

    def leave(self, visitor: Visitor) -> None:
        """Forgets a connection that has ended."""

    def admit(self, exchange: Exchange) -> None:
        """Has the process get the request, now or as soon as there is one."""


class Visitor(asyncio.Protocol):
    """Takes requests, and answers them one after the other, in their order."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._loop = asyncio.get_running_loop()
        self._exchanges: deque[Exchange] = deque()
        self._pipe: Answering | None = None
        self._full = self._stopped = self._closing = False
        self._idle_since = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Registers the connection."""
        self._transport: asyncio.Transport = transport  # type: ignore[assignment]
        address, port = transport.get_extra_info("peername")[:2]
        peer = Peer(address.encode(), b"%d" % port, self._door.site)
        self._requests = RequestReader(self, peer, self._exchanges.append)
        self._door.enter(self)
        self._idle_since = self._loop.time()
        self._timer = self._loop.call_later(KEEP_ALIVE_SECONDS, self._close_when_idle)

    def connection_lost(self, _: Exception | None) -> None:
        """Abandons the requests: nobody would read their answers."""
        self._door.leave(self)
        self._timer.cancel()
        while self._exchanges:
            self._exchanges.popleft().abandon()
        if self._pipe is not None:
            self._pipe.close()

    def data_received(self, data: bytes) -> None:
        """Takes bytes of a request, or of the pipe that the connection has become."""
        if self._pipe is not None:
            self._pipe.write(data)
        else:
            self._requests.feed(data)
            self._go_on()

    def pause_writing(self) -> None:
        """Has the process wait until the visitor reads."""
        self._full = True
        connection = self._connection()
        if connection is not None:
            connection.pause_reading()

    def resume_writing(self) -> None:
        """Has the process go on."""
        self._full = False
        connection = self._connection()
        if connection is not None:
            connection.resume_reading()
        else:
            self._go_on()

    def write(self, data: bytes) -> None:
        """Sends bytes of an answer, or through the pipe."""
        if not self._transport.is_closing():
            self._transport.write(data)

    def close(self) -> None:
        """Ends the connection after what has been written."""
        self._transport.close()

    def shutdown(self) -> None:
        """Ends the connection after the answer that is under way."""
        self._closing = True
        if not self._exchanges:
            self._transport.close()

    def abort(self) -> None:
        """Ends the connection now."""
        self._transport.abort()

    def done(self, exchange: Exchange) -> None:
        """Goes on with the next request, after the answer of this one has been written."""
        self._exchanges.remove(exchange)
        self._idle_since = self._loop.time()
        if exchange.last or self._closing:
            self._close_after(exchange)
            return
        self._requests.go_on()
        self._go_on()

    def lost(self, exchange: Exchange, *, heard: bool) -> None:
        """Has a request sent once more, whose connection ended without an answer."""
        if not heard and exchange.send_again():
            self._door.admit(exchange)
        elif exchange.answered:
            self._transport.abort()  # in the middle of its answer, which shows that it isn't whole
        else:
            self.answer(exchange, 502, b"Bad Gateway", self._door.words.gone)

    def answer(self, exchange: Exchange, status: int, reason: bytes, words: str) -> None:
        """Answers for the process."""
        text = f"{words}\n".encode()
        exchange.answered = exchange.last = True
        self.write(
            b"HTTP/1.1 %d %b\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: %d\r\n"
            b"connection: close\r\n\r\n"
            % (status, reason, len(text))
            + (b"" if exchange.method == b"HEAD" else text)
        )
        self.done(exchange)

    def turn(self, pipe: Answering) -> None:
        """Becomes one half of a pipe."""
        self._exchanges.clear()
        self._pipe = pipe
        held = self._requests.held
        if held:
            pipe.write(bytes(held))
            held.clear()
        self.regulate()

    def regulate(self) -> None:
        """Stops to read while others are slower than the visitor, and goes on when they aren't."""
        if self._transport.is_closing():
            return
        connection = self._connection()
        waiting = sum(exchange.waiting for exchange in self._exchanges) + len(
            self._requests.held or b""
        )
        stop = waiting > KEPT or len(self._exchanges) > MOST_WAITING
        stop = stop or (connection is not None and connection.full)
        if stop != self._stopped:
            self._stopped = stop
            (self._transport.pause_reading if stop else self._transport.resume_reading)()

    def _go_on(self) -> None:
        """Passes on what has come of the request whose turn it is."""
        if self._full or self._transport.is_closing():
            return
        if self._exchanges:
            exchange = self._exchanges[0]
            if exchange.connection is None and exchange.task is None:
                self._door.admit(exchange)
            exchange.flush()
        elif self._requests.refusal:
            self.write(self._requests.refusal)
            self._transport.close()
        self.regulate()

    def _connection(self) -> Answering | None:
        if self._pipe is not None or not self._exchanges:
            return self._pipe
        return self._exchanges[0].connection

    def _close_after(self, exchange: Exchange) -> None:
        """Closes, but not while the visitor still sends: a reset would take the answer away."""
        if exchange.received:
            self._transport.close()
        else:
            exchange.last = True
            self._loop.call_later(LINGER_SECONDS, self._transport.abort)
            self.regulate()

    def _close_when_idle(self) -> None:
        """Looks once per time span: that is cheaper than a timer for each request."""
        left = self._idle_since + KEEP_ALIVE_SECONDS - self._loop.time()
        if left <= 0 and not self._exchanges and self._pipe is None:
            self._transport.close()
        else:
            self._timer = self._loop.call_later(max(left, 1.0), self._close_when_idle)
