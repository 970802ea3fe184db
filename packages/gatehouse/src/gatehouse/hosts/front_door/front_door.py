"""The port of a site, open for as long as the local run lasts, whatever becomes of the process."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from gatehouse.errors import LocalError
from gatehouse.hosts.front_door.visitor import Visitor, Words
from gatehouse.laptop.ports import LOOPBACK

if TYPE_CHECKING:
    from gatehouse.hosts.front_door.exchange import Exchange
    from gatehouse.hosts.front_door.origin import Origin
    from gatehouse.hosts.front_door.origin_connection import OriginConnection

BACKLOG = 2048
WAIT_SECONDS = 60.0
"""How long a request waits for a process that can take it."""
PAUSE_SECONDS = 0.02
"""Between two tries to reach a process that has just gone."""
GRACE_SECONDS = 0.5
"""For the answers under way when the local run ends."""


class FrontDoor:
    """Forwards every request to `origin`; while that is None, requests wait for the next one."""

    def __init__(self, port: int, *, site: str = "", words: Words | None = None) -> None:
        self.port = port
        self.site = site.encode()
        """The site's name in Azure, which its process is told with every request."""
        self.words = words or Words()
        self.requests = 0
        """How many there have been."""
        self._left = asyncio.Event()
        self._visitors: set[Visitor] = set()
        self._origin: Origin | None = None
        self._present = asyncio.Event()
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Opens the port, for port 0 a free one that it keeps; raises LocalError if it is taken."""
        try:
            self._server = await asyncio.get_running_loop().create_server(
                lambda: Visitor(self), LOOPBACK, self.port, backlog=BACKLOG
            )
        except (OSError, OverflowError) as error:
            raise LocalError(
                f"the web site can't listen on port {self.port} ({error}). Stop what listens "
                "there, or take a free port: --web-port 0"
            ) from error
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Closes the port; answers that are under way get a moment."""
        server, self._server = self._server, None
        if server is None:
            return
        server.close()
        for visitor in tuple(self._visitors):
            visitor.shutdown()
        self._left.clear()
        if not self._visitors:
            return
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(GRACE_SECONDS):
                    await self._left.wait()
        finally:
            for visitor in tuple(self._visitors):
                visitor.abort()

    @property
    def origin(self) -> Origin | None:
        """The process that gets the next request."""
        return self._origin

    @origin.setter
    def origin(self, origin: Origin | None) -> None:
        self._origin = origin
        (self._present.clear if origin is None else self._present.set)()

    def enter(self, visitor: Visitor) -> None:
        """Takes note of an open connection."""
        self._visitors.add(visitor)

    def leave(self, visitor: Visitor) -> None:
        """Forgets a connection that has ended."""
        self._visitors.discard(visitor)
        if not self._visitors:
            self._left.set()

    def admit(self, exchange: Exchange) -> None:
        """Has the process get the request, now or as soon as there is one."""
        exchange.tries += 1
        self.requests += exchange.tries == 1
        origin = self._origin
        connection = origin.idle_connection() if origin is not None else None
        if origin is not None and connection is not None:
            origin.begin(connection, exchange)
        else:
            exchange.task = asyncio.create_task(self._connect(exchange))

    async def _connect(self, exchange: Exchange) -> None:
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                origin, connection = await self._connection()
        except TimeoutError:
            exchange.visitor.answer(exchange, 503, b"Service Unavailable", self.words.absent)
            return
        exchange.task = None
        origin.begin(connection, exchange)
        exchange.visitor.regulate()

    async def _connection(self) -> tuple[Origin, OriginConnection]:
        while True:
            await self._present.wait()
            origin = self._origin
            if origin is None:  # gone again before this task's turn came
                continue
            try:
                connection = await origin.connect()
            except OSError:  # it has just gone, or is about to listen
                await asyncio.sleep(PAUSE_SECONDS)
                continue
            if origin is self._origin:
                return origin, connection
            connection.close()  # another one has taken over meanwhile
