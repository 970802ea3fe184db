"""Runs the gateway on a loopback port."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

from apim_gateway.errors import GatewayError
from apim_gateway.server.protocol import Protocol
from apim_gateway.server.responses import PendingResponses

if TYPE_CHECKING:
    from apim_gateway.runtime.gateway import Gateway

HOST = "127.0.0.1"
GRACE_SECONDS = 5.0
"""The time that requests under way have to end once the server stops."""
_BACKLOG = 2048


class ServeError(GatewayError):
    """A port that can't be listened on."""


class Server:
    """Serves until `stop` is called; `ready` is set when it listens. Signals are its owner's."""

    def __init__(self, app: Gateway) -> None:
        self.ready = asyncio.Event()
        self._app = app
        self._stopping = asyncio.Event()
        self._connections: set[Protocol] = set()
        self._pending = PendingResponses()

    async def serve(self, sockets: list[socket.socket]) -> None:
        """Answers on these sockets until `stop`; returns when requests under way have ended.

        They have GRACE_SECONDS for it, and are cancelled then. The sockets, which `listen` or the
        parent process opened, and the gateway's connections to backends are closed at the end.
        """
        loop = asyncio.get_running_loop()
        listeners = [
            await loop.create_server(self._protocol, sock=listener) for listener in sockets
        ]
        self.ready.set()
        try:
            await self._stopping.wait()
        finally:
            for listener in listeners:
                listener.close()
            await self._finish()
            await self._app.close()

    def stop(self) -> None:
        """Lets requests under way end, then ends; a second call ends them at once."""
        if self._stopping.is_set():
            for task in self._pending.under_way:
                self._pending.abandon(task)
        self._stopping.set()

    async def _finish(self) -> None:
        # Connections that are idle close at once, so that only requests under way are waited for.
        for connection in tuple(self._connections):
            connection.shutdown()
        if self._pending.under_way:
            await asyncio.wait(self._pending.under_way, timeout=GRACE_SECONDS)
        for task in self._pending.under_way:
            task.cancel()
        for connection in tuple(self._connections):
            connection.abort()

    def _protocol(self) -> Protocol:
        return Protocol(self._app, self._connections, self._pending)


def listen(port: int) -> socket.socket:
    """Opens the port on loopback, 0 for a free one; raises ServeError when it is taken."""
    listener = socket.socket()
    # A port whose last connections are still closing is free: a restart doesn't wait a minute.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as error:
        listener.close()
        raise ServeError(
            f"port {port} can't be used: {error.strerror}; stop what uses it or take another port"
        ) from None
    listener.listen(_BACKLOG)
    return listener
