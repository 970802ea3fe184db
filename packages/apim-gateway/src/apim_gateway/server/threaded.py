"""Serves a document from a thread of this process, for tests and notebooks."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING, Any

from apim_gateway.runtime.gateway import Gateway
from apim_gateway.server.server import HOST, Server, listen
from apim_gateway.service.arm import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from apim_gateway.messages.upstream import Upstream


@contextmanager
def serve(
    document: Mapping[str, Any],
    upstreams: Mapping[str, Upstream] | None = None,
    *,
    port: int = 0,
) -> Iterator[str]:
    """Serves the document until the block ends; yields the URL, as `http://127.0.0.1:41234`.

    `document` is as for `load`; `upstreams` answer in this process for their origin, on the
    server's own thread; `port` 0 takes a free one. Raises LoadError and ServeError.
    """
    server = Server(Gateway(load(document), upstreams))
    listener = listen(port)
    loop = asyncio.new_event_loop()
    # Connections that come before the loop turns wait in the socket's backlog.
    thread = Thread(
        target=loop.run_until_complete, args=(server.serve([listener]),), name="apim-gateway"
    )
    thread.start()
    try:
        yield f"http://{HOST}:{listener.getsockname()[1]}"
    finally:
        loop.call_soon_threadsafe(server.stop)
        thread.join()
        loop.close()
