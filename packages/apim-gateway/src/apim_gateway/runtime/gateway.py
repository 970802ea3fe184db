"""The gateway: answers requests for one service, which can be replaced while it runs."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from apim_gateway.backend.client import Backends
from apim_gateway.runtime.pipelines import Compiler
from apim_gateway.runtime.running_service import RunningService

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Hashable, Mapping

    from apim_gateway.messages.exchange import Response
    from apim_gateway.messages.received import ReceivedRequest
    from apim_gateway.messages.upstream import Upstream
    from apim_gateway.service.model import Service


class Gateway:
    """Serves one service; another can take its place while requests run."""

    def __init__(
        self,
        service: Service,
        upstreams: Mapping[str, Upstream] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Compiles all policies of the service, which `load` returns; raises LoadError.

        `upstreams` answer in this process for their origin, as `http://localhost:7071`; any other
        backend is called over HTTP. `clock` returns seconds that never go back; limits and caches
        go by it, so a test can let a minute pass.
        """
        self._backends = Backends(upstreams or {})
        self._clock = clock
        # Counters and caches, kept here so that a service that takes the old one's place has them.
        self._states: dict[Hashable, object] = {}
        self._running = self._load(service)

    def reload(self, service: Service) -> None:
        """Replaces the service from the next request on; those under way end with the old one.

        Counters go on. Raises LoadError, and then the old service goes on.
        """
        # All of it is compiled before the name changes: a request sees the old service or the new.
        self._running = self._load(service)

    def answer(self, received: ReceivedRequest) -> Response | Coroutine[Any, Any, Response]:
        """Answers one request; returns a coroutine only where something has to be waited for.

        Neither the call nor the coroutine raises: a policy that fails, a backend that can't be
        reached and a fault of the gateway's own are responses, with the status that Azure gives.
        """
        return self._running.answer(received)

    async def close(self) -> None:
        """Closes the connections to backends."""
        await self._backends.close()

    def _load(self, service: Service) -> RunningService:
        return RunningService(service, Compiler(service, self._states, self._clock, self._backends))
