"""A front door between visitors and processes that a test plays."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from gatehouse.hosts.front_door.front_door import FrontDoor
from gatehouse.hosts.front_door.origin import Origin
from gatehouse.laptop.ports import LOOPBACK

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from contextlib import AsyncExitStack

    Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Street:
    """A front door, and processes behind it that do with a connection what a test says."""

    def __init__(self, undo: AsyncExitStack) -> None:
        self.door = FrontDoor(0, site="app-dev")
        self.connections = 0
        self.heads: list[str] = []
        """The requests' heads, as the processes got them."""
        self._undo = undo

    async def process(self, handler: Handler) -> Origin:
        """Starts a process, which gets the next request."""
        tasks: set[asyncio.Task[None]] = set()

        async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self.connections += 1
            try:
                await handler(reader, writer)
            except (OSError, EOFError):
                pass
            finally:
                writer.close()

        def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            tasks.add(asyncio.create_task(handle(reader, writer)))

        async def end() -> None:
            server.close()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

        server = await asyncio.start_server(connected, LOOPBACK, 0)
        self._undo.push_async_callback(end)
        self.door.origin = Origin(server.sockets[0].getsockname()[1])
        return self.door.origin

    async def answers(self, *answers: bytes) -> Origin:
        """Starts a process that reads a head, writes an answer, and so on; then it hangs up."""

        async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            for answer in answers:
                await self.head(reader)
                writer.write(answer)

        return await self.process(handler)

    async def head(self, reader: asyncio.StreamReader) -> str:
        """Reads the head of a request."""
        self.heads.append((await reader.readuntil(b"\r\n\r\n")).decode())
        return self.heads[-1]

    async def visit(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Opens a connection to the front door."""
        reader, writer = await asyncio.open_connection(LOOPBACK, self.door.port)

        async def close() -> None:
            writer.close()

        self._undo.push_async_callback(close)
        return reader, writer

    async def say(self, *said: bytes) -> bytes:
        """Sends all that and returns everything that comes until the front door hangs up."""
        reader, writer = await self.visit()
        for one in said:
            writer.write(one)
            await asyncio.sleep(0)
        async with asyncio.timeout(10):
            return await reader.read()
