"""One request on its way from a visitor to the site's process, and the answer's way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import asyncio


IDEMPOTENT = frozenset({b"DELETE", b"GET", b"HEAD", b"OPTIONS", b"PUT", b"TRACE"})
"""May be sent twice: https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2"""
KEPT = 65536
"""Bytes of a request that are kept, to send them once more to another process."""
TRIES = 3


class Asking(Protocol):
    """The visitor's side."""

    def write(self, data: bytes) -> None:
        """Sends bytes of an answer, or through the pipe."""

    def close(self) -> None:
        """Ends the connection after what has been written."""

    def done(self, exchange: Exchange) -> None:
        """Goes on with the next request, after the answer of this one has been written."""

    def lost(self, exchange: Exchange, *, heard: bool) -> None:
        """Has a request sent once more, whose connection ended without an answer."""

    def answer(self, exchange: Exchange, status: int, reason: bytes, words: str) -> None:
        """Answers for the process."""

    def turn(self, pipe: Answering) -> None:
        """Becomes one half of a pipe."""

    def regulate(self) -> None:
        """Stops to read while others are slower than the visitor, and goes on when they aren't."""


class Answering(Protocol):
    """The process's side."""

    full: bool
    """Whether the process reads more slowly than the visitor sends."""

    def write(self, data: bytes) -> None:
        """Sends bytes of the request, or through the pipe."""

    def close(self) -> None:
        """Ends the connection after what has been written."""

    def abort(self) -> None:
        """Ends the connection now; its exchange is nobody's any more."""

    def pause_reading(self) -> None:
        """Has the process wait until the visitor reads."""

    def resume_reading(self) -> None:
        """Has the process go on."""


class Exchange:
    """Holds what the visitor has sent and the process has not been given yet."""

    def __init__(self, visitor: Asking, method: bytes, head: bytes, *, chunked: bool) -> None:
        self.visitor = visitor
        self.method = method
        self.upgrade = False
        """Whether the visitor wants another protocol on this connection, such as WebSocket's."""
        self.old = False
        """Whether the visitor speaks HTTP/1.0, which has no chunks."""
        self.last = False
        """Whether the visitor wants the connection closed afterwards."""
        self.received = False
        """Whether the visitor has sent the whole request."""
        self.waiting = 0
        """Bytes that have not been passed on."""
        self.connection: Answering | None = None
        self.task: asyncio.Task[None] | None = None
        self.tries = 0
        self.answered = False
        """Whether the visitor has got the head of the answer, or all of it."""
        self._chunked = chunked
        self._pieces: list[bytes] = []
        self._sent: list[bytes] | None = []
        self._kept = 0
        self._add(head)

    def add(self, body: bytes) -> None:
        """Takes a piece of the body; what comes after the answer goes nowhere."""
        if not self.answered or self.connection is not None:
            self._add(b"%x\r\n%b\r\n" % (len(body), body) if self._chunked else body)

    def finish(self) -> None:
        """Takes the end of the request."""
        self.received = True
        if self._chunked:
            self._add(b"0\r\n\r\n")

    def flush(self) -> None:
        """Passes on what has come, once there is a connection."""
        if self.connection is None or not self._pieces:
            return
        data = b"".join(self._pieces)
        self._pieces.clear()
        self.waiting = 0
        if self._sent is not None:
            self._sent.append(data)
            self._kept += len(data)
            if self._kept > KEPT:
                self._sent = None
        self.connection.write(data)

    def send_again(self) -> bool:
        """Makes ready for another connection; returns False if the request may not be sent twice.

        It may when the process never saw it, or when seeing it twice does no harm.
        """
        self.connection = None
        untouched = self._sent == []
        if self.answered or self._sent is None or self.tries >= TRIES:
            return False
        if not untouched and self.method not in IDEMPOTENT:
            return False
        self._pieces[:0] = self._sent
        self._sent, self._kept = [], 0
        return True

    def abandon(self) -> None:
        """Ends the way to the process: nobody would read its answer."""
        self.answered = True
        if self.task is not None:
            self.task.cancel()
        if self.connection is not None:
            self.connection.abort()

    def _add(self, data: bytes) -> None:
        self._pieces.append(data)
        self.waiting += len(data)
