"""Frames between the Functions host and the worker: a head of JSON, and a body of bytes.

Four bytes say how long the head is, four how long the body is. So a response of a megabyte is not
written as JSON, and a frame is made and read in some microseconds. The first element of the head is
what the frame is about:

    host → worker   ["call", id, function, method, url, headers, query, route]  body of the request
                    ["run", id, function]                                       the payload
                    ["retire"]
    worker → host   ["ready", pid, description, modules]
                    ["failed", message]
                    ["answer", id, status, headers]                             body of the response
                    ["error", id, message]
"""

from __future__ import annotations

import asyncio
import json
from struct import Struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    Head = list[Any]

LENGTHS = Struct("!II")
FORK, IMPORT = b"F", b"I"
"""How the lines begin that the host writes to the parent of the workers; see `process`."""


def frame(head: Head, body: bytes = b"") -> bytes:
    """Returns the bytes of one frame."""
    text = json.dumps(head).encode()
    return b"".join((LENGTHS.pack(len(text), len(body)), text, body))


class FrameWriter:
    """Sends the frames of one turn of the event loop together: each send wakes the other side."""

    def __init__(self, transport: asyncio.WriteTransport) -> None:
        self._transport = transport
        self._waiting: list[bytes] = []

    def write(self, head: Head, body: bytes = b"") -> None:
        """Sends the frame when the turn is over; drops it when nobody is there to read it."""
        self._waiting.append(frame(head, body))
        if len(self._waiting) == 1:
            asyncio.get_running_loop().call_soon(self._send)

    def _send(self) -> None:
        waiting, self._waiting = self._waiting, []
        if not self._transport.is_closing():
            self._transport.write(b"".join(waiting))


class FrameReader:
    """Cuts what arrives into frames, however it is split on the way."""

    def __init__(self) -> None:
        self._rest = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[Head, bytes]]:
        """Yields the head and the body of every frame that is complete now."""
        rest = self._rest
        rest += data
        while len(rest) >= LENGTHS.size:
            head, body = LENGTHS.unpack_from(rest)
            start, end = LENGTHS.size + head, LENGTHS.size + head + body
            if len(rest) < end:
                return
            found = json.loads(rest[LENGTHS.size : start]), bytes(rest[start:end])
            del rest[:end]
            yield found
