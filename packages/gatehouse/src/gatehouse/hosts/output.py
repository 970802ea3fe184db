"""Passes on what a process prints, line by line."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

CHUNK = 2**16


async def pass_on(descriptor: int, report: Callable[[str], None]) -> None:
    """Reports line by line, however long a line is: a pipe that nobody reads stops its writer.

    Ends when the last process that has the other end is gone.
    """
    stream, rest = asyncio.StreamReader(), b""
    transport, _ = await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(stream), os.fdopen(descriptor, "rb", buffering=0)
    )
    try:
        while chunk := await stream.read(CHUNK):
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                report(line.decode(errors="replace"))
        if rest:
            report(rest.decode(errors="replace"))
    finally:
        transport.close()
