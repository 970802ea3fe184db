"""Runs the gateway on a loopback port, by uvicorn.

https://www.uvicorn.org/settings/
"""

from __future__ import annotations

import asyncio
import socket
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from gateway.delivery import REASON
from gateway.errors import GatewayError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway.app import Gateway

HOST = "127.0.0.1"
KEEP_ALIVE_SECONDS = 75
GRACE_SECONDS = 5


class ServeError(GatewayError):
    """A port that can't be listened on."""


class Server(uvicorn.Server):
    """Serves until told to stop; `ready` is set when it listens, signals are its owner's."""

    def __init__(self, app: Gateway) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=Protocol,
                ws="none",
                loop="none",
                lifespan="on",
                proxy_headers=False,
                server_header=False,
                date_header=False,
                access_log=False,
                log_config=None,
                timeout_keep_alive=KEEP_ALIVE_SECONDS,
                timeout_graceful_shutdown=GRACE_SECONDS,
            )
        )
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Starts to listen, then says so."""
        await super().startup(sockets)
        self.ready.set()

    def stop(self) -> None:
        """Lets running requests end, then ends; a second call ends at once."""
        self.force_exit = self.should_exit
        self.should_exit = True

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leaves signals alone."""
        yield


class Protocol(HttpToolsProtocol):
    """HTTP/1.1 with a reason phrase of the application's choice."""

    def on_headers_complete(self) -> None:
        """Hands the application what sets the phrase."""
        super().on_headers_complete()
        cycle = self.cycle
        cycle.scope["extensions"] = {REASON: {"set": partial(_set_reason, cycle)}}


class _Reworded(asyncio.Transport):
    """A transport that writes its first chunk under another status line."""

    def __init__(self, cycle: RequestResponseCycle, reason: str) -> None:
        super().__init__()
        self._cycle = cycle
        self._transport = cycle.transport
        self._reason = reason

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Writes the status line anew, then steps aside."""
        line, _, rest = bytes(data).partition(b"\r\n")
        version, status, _ = line.split(b" ", 2)
        reason = self._reason.encode("latin-1", "replace")
        self._cycle.transport = self._transport
        self._transport.write(b"%b %b %b\r\n%b" % (version, status, reason, rest))


def listen(port: int) -> socket.socket:
    """Opens the port on loopback, 0 for a free one; raises ServeError when it is taken."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as error:
        listener.close()
        raise ServeError(
            f"port {port} can't be used: {error.strerror}; stop what uses it or take another port"
        ) from None
    listener.listen(2048)
    return listener


def _set_reason(cycle: RequestResponseCycle, reason: str) -> None:
    cycle.transport = _Reworded(cycle, reason)
