"""One connection from the front door to a process of the site.

https://www.rfc-editor.org/rfc/rfc9112
"""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import TYPE_CHECKING, Protocol

import httptools

from gatehouse.hosts.front_door.heads import response_head

if TYPE_CHECKING:
    from gatehouse.hosts.front_door.exchange import Exchange

NO_BODY = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)
END_OF_CHUNKS = b"0\r\n\r\n"


class Pool(Protocol):
    """What keeps the connections to one process."""

    def release(self, connection: OriginConnection, *, reusable: bool) -> None:
        """Takes a connection back after its answer."""

    def forget(self, connection: OriginConnection) -> None:
        """Forgets a connection that has ended."""

    def turn(self, connection: OriginConnection) -> None:
        """Notes that the connection has become a pipe."""


class OriginConnection(asyncio.Protocol):
    """Sends one request after the other, and passes the answers on as they come."""

    def __init__(self, origin: Pool) -> None:
        self._origin = origin
        self._exchange: Exchange | None = None
        self._piping = self._paused = False
        self.full = False
        """Whether the process reads more slowly than the visitor sends."""

    @property
    def is_closing(self) -> bool:
        """Whether nothing more can be sent."""
        return self._transport.is_closing()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keeps the transport."""
        self._transport: asyncio.Transport = transport  # type: ignore[assignment]

    def begin(self, exchange: Exchange) -> None:
        """Sends what has come of the request."""
        self._exchange = exchange
        self._parser = httptools.HttpResponseParser(self)
        self._out: list[bytes] = []
        self._heard = self._complete = self._chunks = self._until_close = False
        exchange.connection = self
        exchange.flush()

    def write(self, data: bytes) -> None:
        """Sends bytes of the request, or through the pipe."""
        if not self._transport.is_closing():
            self._transport.write(data)

    def close(self) -> None:
        """Ends the connection after what has been written."""
        self._transport.close()

    def abort(self) -> None:
        """Ends the connection now; its exchange is nobody's any more."""
        self._exchange = None
        self._transport.abort()

    def pause_writing(self) -> None:
        """Has the visitor wait until the process reads."""
        self.full = True
        self._regulate_visitor()

    def resume_writing(self) -> None:
        """Has the visitor go on."""
        self.full = False
        self._regulate_visitor()

    def pause_reading(self) -> None:
        """Has the process wait until the visitor reads."""
        if not (self._paused or self._transport.is_closing()):
            self._paused = True
            self._transport.pause_reading()

    def resume_reading(self) -> None:
        """Has the process go on."""
        if self._paused and not self._transport.is_closing():
            self._paused = False
            self._transport.resume_reading()

    def data_received(self, data: bytes) -> None:
        """Passes on an answer, or what comes through the pipe."""
        exchange = self._exchange
        if exchange is None:
            self._transport.abort()  # an answer that nobody has asked for
        elif self._piping:
            exchange.visitor.write(data)
        else:
            self._heard = True
            self._answer(exchange, data)

    def _answer(self, exchange: Exchange, data: bytes) -> None:
        piped = broken = False
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade as upgrade:
            piped = exchange.upgrade
            broken = not piped
            rest = data[upgrade.args[0] :]
        except httptools.HttpParserError:
            broken = not self._complete
            self._keep = False
        if self._out:
            exchange.visitor.write(b"".join(self._out))
            self._out.clear()
        if piped:
            self._turn(exchange, rest)
        elif broken:
            self._transport.abort()
        elif self._complete:
            self._finish(exchange)

    def connection_lost(self, _: Exception | None) -> None:
        """Ends the answer, or has the request sent once more."""
        exchange, self._exchange = self._exchange, None
        self._origin.forget(self)
        if exchange is None:
            return
        if self._piping:
            exchange.visitor.close()
        elif self._until_close:
            exchange.connection = None
            if self._chunks:
                exchange.visitor.write(END_OF_CHUNKS)
            exchange.visitor.done(exchange)
        else:
            exchange.visitor.lost(exchange, heard=self._heard)

    def on_message_begin(self) -> None:
        """Starts an answer, which a provisional one may go before."""
        self._keep = not self._complete  # a second one is nobody's, and goes nowhere
        self._reason = b""
        self._headers: list[tuple[bytes, bytes]] = []

    def on_status(self, reason: bytes) -> None:
        """Takes the words behind the status."""
        self._reason += reason

    def on_header(self, name: bytes, value: bytes) -> None:
        """Takes a header line."""
        self._headers.append((name, value))

    def on_headers_complete(self) -> None:
        """Writes the head, and decides how the visitor will know the end of the body."""
        exchange, status = self._exchange, self._parser.get_status_code()
        if exchange is None or self._complete:
            return
        self._provisional = status < HTTPStatus.OK
        if status == HTTPStatus.SWITCHING_PROTOCOLS:
            if not exchange.upgrade:
                return  # nobody has asked for that; the parser stops here
            upgrade = dict(self._lower())[b"upgrade"]
            own = b"connection: upgrade\r\nupgrade: %b\r\n" % upgrade
        elif self._provisional:
            own = b""
        else:
            own = self._framing(exchange, status)
            exchange.answered = True
            self._keep = self._parser.should_keep_alive()
        self._out.append(response_head(status, self._reason, self._headers, own))
        if not self._provisional and exchange.method == b"HEAD":
            self._complete = True  # the parser knows nothing of the request, and expects a body

    def on_body(self, body: bytes) -> None:
        """Passes a piece of the body on."""
        if not self._complete:
            self._out.append(b"%x\r\n%b\r\n" % (len(body), body) if self._chunks else body)

    def on_message_complete(self) -> None:
        """Ends the answer, unless it was a provisional one."""
        if not self._provisional and not self._complete:
            self._complete = True
            if self._chunks:
                self._out.append(END_OF_CHUNKS)

    def _framing(self, exchange: Exchange, status: int) -> bytes:
        """Returns the header lines by which the visitor knows where the body ends."""
        known = {name for name, _ in self._lower()}
        empty = exchange.method == b"HEAD" or status in NO_BODY
        counted = b"content-length" in known and b"transfer-encoding" not in known
        self._until_close = not (empty or counted or b"transfer-encoding" in known)
        if not empty and not counted:
            self._chunks = not exchange.old
            exchange.last = exchange.last or exchange.old
        lines = b"transfer-encoding: chunked\r\n" if self._chunks else b""
        if exchange.last:
            return lines + b"connection: close\r\n"
        return lines + (b"connection: keep-alive\r\n" if exchange.old else b"")

    def _lower(self) -> list[tuple[bytes, bytes]]:
        return [(name.lower(), value) for name, value in self._headers]

    def _turn(self, exchange: Exchange, rest: bytes) -> None:
        self._piping = True
        self._origin.turn(self)
        if rest:
            exchange.visitor.write(rest)
        exchange.visitor.turn(self)

    def _finish(self, exchange: Exchange) -> None:
        self._exchange = exchange.connection = None
        self.resume_reading()
        # Before the visitor hears of it: the next request may take this connection.
        self._origin.release(self, reusable=self._keep and exchange.received)
        exchange.visitor.done(exchange)

    def _regulate_visitor(self) -> None:
        if self._exchange is not None:
            self._exchange.visitor.regulate()
