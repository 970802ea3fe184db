"""The function host's own loopback port, served by uvicorn in the event loop that it shares.

https://www.uvicorn.org/settings/
"""

from __future__ import annotations

import asyncio
import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import uvicorn

from apim_gateway.messages.upstream import UpstreamRequest
from gatehouse.errors import LocalError
from gatehouse.laptop.ports import LOOPBACK

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, MutableMapping

    from apim_gateway.messages.upstream import Upstream

    Scope = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
    Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

KEEP_ALIVE_SECONDS = 75
GRACE_SECONDS = 5


class FunctionPort:
    """Passes HTTP requests to an upstream and its responses back."""

    def __init__(self, upstream: Upstream, port: int) -> None:
        """Opens the port, 0 for a free one; raises LocalError when it is taken."""
        self._upstream = upstream
        self._socket = _listen(port)
        self._server = _Server(self)
        self._serving: asyncio.Task[None] | None = None

    @property
    def number(self) -> int:
        """The port that is open."""
        return int(self._socket.getsockname()[1])

    async def start(self) -> asyncio.Task[None]:
        """Returns when requests are answered; the task ends with the server."""
        self._serving = asyncio.create_task(
            self._server.serve([self._socket]), name="serving the port"
        )
        await self._server.ready.wait()
        return self._serving

    async def stop(self) -> None:
        """Closes the port; requests under way get their answers first."""
        if self._serving is not None:
            self._server.should_exit = True
            await asyncio.wait([self._serving])
            for server in self._server.servers:
                server.close()
        self._socket.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        headers = [
            (name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]
        ]
        body = await _body(receive)
        if body is None:
            return
        request = UpstreamRequest(scope["method"], _url(scope), headers, body)
        response = await self._upstream.send(request)
        raw = [
            (name.encode("latin-1"), value.encode("latin-1")) for name, value in response.headers
        ]
        await send({"type": "http.response.start", "status": response.status, "headers": raw})
        await send({"type": "http.response.body", "body": response.body})


class _Server(uvicorn.Server):
    """A uvicorn server with an event for its readiness; signals are left to the process's owner."""

    def __init__(self, app: FunctionPort) -> None:
        # The loop is the one that runs already, the lifespan is FunctionCode's matter, and headers
        # reach the function as they were sent, X-Forwarded-For among them.
        super().__init__(
            uvicorn.Config(
                app,
                http="httptools",
                ws="none",
                loop="none",
                lifespan="off",
                proxy_headers=False,
                server_header=False,
                access_log=False,
                log_config=None,
                timeout_keep_alive=KEEP_ALIVE_SECONDS,
                timeout_graceful_shutdown=GRACE_SECONDS,
            )
        )
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _listen(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
        listener.listen()
    except (OSError, OverflowError) as error:
        listener.close()
        raise LocalError(
            f"the function host can't listen on port {port} ({error}). Stop what listens there, "
            "or give another port; 0 takes a free one."
        ) from error
    return listener


def _url(scope: Scope) -> str:
    host, port = scope["server"]
    for name, value in scope["headers"]:
        if name == b"host":
            authority = value.decode("latin-1")
            break
    else:
        authority = f"{host}:{port}"
    # Not `path`, which is decoded: the `%2F` of a route parameter would be a slash before routing.
    path, query = scope["raw_path"].decode("latin-1"), scope["query_string"].decode("latin-1")
    return f"http://{authority}{path}{query and f'?{query}'}"


async def _body(receive: Receive) -> bytes | None:
    """Returns the whole body; None when the caller has left in the middle of it."""
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body
