"""The API Management gateway that the program declares, on a loopback port."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from apim_gateway import load
from apim_gateway.errors import GatewayError
from apim_gateway.runtime.gateway import Gateway
from apim_gateway.server.server import Server, listen
from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apim_gateway.messages.upstream import Upstream


class GatewayHost:
    """Serves a document of ARM resources; `upstreams` answer in this process, by origin."""

    name = "gateway"

    def __init__(
        self, document: Mapping[str, Any], upstreams: Mapping[str, Upstream], port: int
    ) -> None:
        """Raises LocalError for a document that the gateway can't honour."""
        self.port = port
        try:
            self._app = Gateway(load(document), upstreams)
        except GatewayError as error:
            raise LocalError(str(error)) from error
        self._server: Server | None = None
        self._serving: asyncio.Task[None] | None = None

    def reload(self, document: Mapping[str, Any]) -> None:
        """Serves another document from the next request on; raises LocalError and keeps the old."""
        # `load` comes first and checks the whole document: what it refuses never replaces anything.
        try:
            self._app.reload(load(document))
        except GatewayError as error:
            raise LocalError(str(error)) from error

    async def start(self) -> None:
        """Opens the port and waits until requests are answered.

        Raises LocalError when the port is taken.
        """
        try:
            listener = listen(self.port)
        except GatewayError as error:
            raise LocalError(str(error)) from error
        self.port = listener.getsockname()[1]  # kept for the next start, when 0 took a free one
        self._server = Server(self._app)
        self._serving = asyncio.create_task(self._server.serve([listener]))
        await self._server.ready.wait()

    async def stop(self) -> None:
        """Lets requests under way finish, then closes the port."""
        serving, self._serving = self._serving, None
        if self._server is not None and serving is not None:
            self._server.stop()
            await serving

    async def exited(self) -> str:
        """Never returns: the gateway lives and dies with the local run."""
        return await asyncio.Future()
