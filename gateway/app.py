"""The gateway as an ASGI application.

https://asgi.readthedocs.io/en/latest/specs/www.html
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Hashable, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any

from gateway.arrival import Arrival
from gateway.backends import Backends
from gateway.delivery import BODILESS, say_reason, start_message
from gateway.loaded import Loaded
from gateway.pipeline import Compiler

if TYPE_CHECKING:
    from gateway.model import Service
    from gateway.upstream import Upstream

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class Gateway:
    """Serves one service; another can take its place while requests run."""

    def __init__(
        self,
        service: Service,
        upstreams: Mapping[str, Upstream] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`upstreams` answer in this process for their origin, as `http://localhost:7071`.

        Raises LoadError when a policy can't be honoured.
        """
        self._backends = Backends(upstreams or {})
        self._clock = clock
        self._states: dict[Hashable, object] = {}
        self._loaded = self._load(service)

    def reload(self, service: Service) -> None:
        """Serves this from the next request on; those that run end as they began.

        Counters go on. Raises LoadError, and then the old service goes on.
        """
        self._loaded = self._load(service)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            await self._lifespan(receive, send)
            return
        body = await _body(scope, receive)
        if body is None:
            return
        exchange = await self._loaded.answer(Arrival(scope, body))
        response = exchange.response
        if response is None:
            return
        say_reason(scope, response)
        await send(start_message(exchange, response))
        content = b"" if response.status in BODILESS else response.body
        await send({"type": "http.response.body", "body": content})

    def _load(self, service: Service) -> Loaded:
        return Loaded(service, Compiler(service, self._states, self._clock, self._backends))

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._backends.close()
        await send({"type": "lifespan.shutdown.complete"})


def create_app(service: Service, upstreams: Mapping[str, Upstream] | None = None) -> Gateway:
    """Makes the gateway of a service; raises LoadError when a policy can't be honoured."""
    return Gateway(service, upstreams)


async def _body(scope: Scope, receive: Receive) -> bytes | None:
    """Returns the whole body; None when the caller goes away before its end."""
    for name, _ in scope["headers"]:
        if name in (b"content-length", b"transfer-encoding"):
            break
    else:
        return b""
    chunks = []
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        chunks.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(chunks)
