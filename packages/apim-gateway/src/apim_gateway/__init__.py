"""A local Azure API Management gateway: real HTTP, real policy documents, usable on its own.

    document = {"resources": [...]}         # what `az` exports, or an ARM template's resources
    with serve(document) as url:            # or, by hand: Server(Gateway(load(document)))
        urlopen(f"{url}/demo/items")

`load` reads a document, `Gateway` answers requests, `Server` puts it on a port opened by `listen`;
`serve` is all of them in a thread. Whatever is wrong with a document is a `LoadError`, and a port
that is taken a `ServeError`, before the first request; both are `GatewayError`s.

The names are imported when they are first asked for: who needs `Upstream` alone doesn't wait for
an HTTP client and a C# grammar.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from apim_gateway.errors import GatewayError, LoadError, PolicyError
    from apim_gateway.messages.upstream import Upstream, UpstreamRequest, UpstreamResponse
    from apim_gateway.runtime.gateway import Gateway
    from apim_gateway.server.server import ServeError, Server, listen
    from apim_gateway.server.threaded import serve
    from apim_gateway.service.arm import load

__all__ = [
    "Gateway",
    "GatewayError",
    "LoadError",
    "PolicyError",
    "ServeError",
    "Server",
    "Upstream",
    "UpstreamRequest",
    "UpstreamResponse",
    "listen",
    "load",
    "serve",
]

# The imports above are for type checkers alone; this table is what `__getattr__` imports from.
_MODULES = {
    "errors": ("GatewayError", "LoadError", "PolicyError"),
    "messages.upstream": ("Upstream", "UpstreamRequest", "UpstreamResponse"),
    "runtime.gateway": ("Gateway",),
    "server.server": ("ServeError", "Server", "listen"),
    "server.threaded": ("serve",),
    "service.arm": ("load",),
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> object:
    """Imports a name of `__all__`; https://peps.python.org/pep-0562/."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
