"""Reads the requests of one connection, until it may become another protocol's.

https://www.rfc-editor.org/rfc/rfc9112
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import httptools

from gatehouse.hosts.front_door.exchange import Exchange
from gatehouse.hosts.front_door.heads import asked, request_head

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatehouse.hosts.front_door.exchange import Asking
    from gatehouse.hosts.front_door.heads import Peer

LONGEST_HEAD = 65536
_END = b"connection: close\r\ncontent-length: 0\r\n\r\n"
BAD_REQUEST = b"HTTP/1.1 400 Bad Request\r\n" + _END
NOT_ALLOWED = b"HTTP/1.1 405 Method Not Allowed\r\nallow: GET, POST\r\n" + _END
TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\n" + _END
HTTP_1_0 = "1.0"


class RequestReader:
    """Makes exchanges, which `receive` takes as soon as their heads are there."""

    def __init__(self, visitor: Asking, peer: Peer, receive: Callable[[Exchange], None]) -> None:
        self.refusal = b""
        """The answer to what is no request, or none that can be served; nothing more is read."""
        self.held: bytearray | None = None
        """What came after a request for another protocol, until that is granted or declined."""
        self._visitor = visitor
        self._peer = peer
        self._receive = receive
        self._parser = httptools.HttpRequestParser(self)
        self._reading: Exchange | None = None
        self._last: Exchange | None = None

    def feed(self, data: bytes) -> None:
        """Takes what the visitor has sent."""
        if self.held is not None:
            self.held += data
            return
        while data and not self.refusal:
            try:
                self._parser.feed_data(data)
            except httptools.HttpParserUpgrade as upgrade:
                data = data[upgrade.args[0] :]
                self._parser = httptools.HttpRequestParser(self)
                if self._last is not None and self._last.upgrade:
                    self.held = bytearray(data)
                    return
            except httptools.HttpParserError:
                self._refuse(BAD_REQUEST)
            else:
                return

    def go_on(self) -> None:
        """Reads what was held as requests: the other protocol was declined."""
        held, self.held = self.held, None
        if held:
            self.feed(bytes(held))

    def on_message_begin(self) -> None:
        """Starts a request."""
        self._target = b""
        self._headers: list[tuple[bytes, bytes]] = []
        self._length = 0

    def on_url(self, target: bytes) -> None:
        """Takes the request target, perhaps in pieces."""
        self._target += target
        self._count(len(target))

    def on_header(self, name: bytes, value: bytes) -> None:
        """Takes a header line."""
        self._headers.append((name.lower(), value))
        self._count(len(name) + len(value))

    def on_headers_complete(self) -> None:
        """Makes the request ready to be passed on, unless it can't be."""
        parser, said = self._parser, asked(self._headers)
        method, old = parser.get_method(), parser.get_http_version() == HTTP_1_0
        self._reading = None
        if method == b"CONNECT":
            self.refusal = NOT_ALLOWED
        elif len(said.host) > 1 or not (said.host or old):
            self.refusal = BAD_REQUEST
        if self.refusal:
            return
        head = request_head(method, self._target, self._headers, said, self._peer)
        exchange = Exchange(self._visitor, method, head, chunked=said.chunked)
        exchange.upgrade = bool(said.upgrade)
        exchange.old = old
        exchange.last = not (exchange.upgrade or parser.should_keep_alive())
        self._reading = exchange
        self._last = exchange
        self._receive(exchange)

    def on_body(self, body: bytes) -> None:
        """Takes a piece of the body."""
        if self._reading is not None:
            self._reading.add(body)

    def on_message_complete(self) -> None:
        """Takes the end of the request."""
        exchange, self._reading = self._reading, None
        if exchange is not None:
            exchange.finish()
            if exchange.answered and exchange.last:
                self._visitor.close()

    def _refuse(self, answer: bytes) -> None:
        self.refusal = self.refusal or answer

    def _count(self, length: int) -> None:
        self._length += length
        if self._length > LONGEST_HEAD:
            self.refusal = TOO_LARGE
