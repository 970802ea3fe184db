"""One process of a site, as the front door sees it: a port, and the connections to it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from gatehouse.hosts.front_door.origin_connection import OriginConnection
from gatehouse.laptop.ports import LOOPBACK

if TYPE_CHECKING:
    from gatehouse.hosts.front_door.exchange import Exchange

KEEP_ALIVE_SECONDS = 1.0
"""Shorter than any server's: gunicorn closes an idle connection after 2 s, others later."""


class Origin:
    """Connections to the process, each kept for the next request while the process keeps it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.active: set[OriginConnection] = set()
        """Connections with a request on them."""
        self.pipes: set[OriginConnection] = set()
        """Connections that have become something else, such as a WebSocket."""
        self._idle: list[tuple[float, OriginConnection]] = []
        self._retired = False
        self._loop = asyncio.get_running_loop()
        self._quiet = asyncio.Event()

    def idle_connection(self) -> OriginConnection | None:
        """Returns the connection that was used last; None when a new one is needed."""
        while self._idle:
            since, connection = self._idle.pop()
            if not connection.is_closing and self._loop.time() - since < KEEP_ALIVE_SECONDS:
                return connection
            connection.close()
        return None

    async def connect(self) -> OriginConnection:
        """Returns a new connection; raises OSError when the process does not listen."""
        _, connection = await self._loop.create_connection(
            lambda: OriginConnection(self), LOOPBACK, self.port
        )
        return connection

    def begin(self, connection: OriginConnection, exchange: Exchange) -> None:
        """Sends the exchange's request on the connection."""
        self.active.add(connection)
        connection.begin(exchange)

    def release(self, connection: OriginConnection, *, reusable: bool) -> None:
        """Takes a connection back after its answer."""
        self.active.discard(connection)
        if reusable and not self._retired and not connection.is_closing:
            self._idle.append((self._loop.time(), connection))
        else:
            connection.close()
        self._tell()

    def forget(self, connection: OriginConnection) -> None:
        """Forgets a connection that has ended."""
        self.active.discard(connection)
        self.pipes.discard(connection)
        self._idle = [one for one in self._idle if one[1] is not connection]
        self._tell()

    def turn(self, connection: OriginConnection) -> None:
        """Notes that the connection has become a pipe."""
        self.active.discard(connection)
        self.pipes.add(connection)
        self._tell()

    async def retire(self, seconds: float) -> bool:
        """Returns whether the requests under way were answered within so many seconds."""
        self._retired = True
        while self._idle:
            self._idle.pop()[1].close()
        self._tell()
        waiting = asyncio.create_task(self._quiet.wait())
        done, _ = await asyncio.wait([waiting], timeout=seconds)
        waiting.cancel()
        return bool(done)

    def _tell(self) -> None:
        if self._retired and not self.active:
            self._quiet.set()
