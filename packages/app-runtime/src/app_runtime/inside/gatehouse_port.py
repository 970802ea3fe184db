"""Leads an app to a port of its own, whatever port and address its command or its code names.

On App Service every app has port 8000 of a container for itself. Here several apps run on one
machine, so a server that binds port 8000 gets another port, which the front door forwards to, and
one that binds every address gets the loopback one alone.

Stands in the app's own environment, where a `.pth` file has Python import it at its start, but only
in a process that the local run has given the variable. Standard library only.
https://docs.python.org/3/library/site.html
"""

from __future__ import annotations

import contextlib
import os
import socket
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Bind = Callable[[socket.socket, Any], None]

VARIABLE = "GATEHOUSE_SITE_PORT"
"""Such as `8000:23456`: the port that App Service forwards to, and the one that is taken here."""
PREFIX = "gatehouse: the app has bound port "
"""Begins a line on stderr for every other port, for the local run, which shows it if need be."""
ANY_ADDRESS = ("", "0.0.0.0", "::")  # noqa: S104 - to find those, and bind another
LOOPBACK, MAPPED = "127.0.0.1", "::ffff:127.0.0.1"


def lead(public: int, own: int) -> None:
    """Has every TCP server of this process that binds the port `public` bind `own`."""
    bind: Bind = socket.socket.bind

    def bind_here(one: socket.socket, address: Any) -> None:  # noqa: ANN401 - as in socket.bind
        if one.family not in (socket.AF_INET, socket.AF_INET6) or one.type != socket.SOCK_STREAM:
            bind(one, address)
            return
        host, port = address[:2]
        if port not in (0, public, own):
            with contextlib.suppress(OSError):
                os.write(2, f"{PREFIX}{port}\n".encode())
        if port == public or host in ANY_ADDRESS:
            _bind_loopback(bind, one, own if port == public else port)
        else:
            bind(one, address)

    socket.socket.bind = bind_here  # type: ignore[assignment, method-assign]


def _bind_loopback(bind: Bind, one: socket.socket, port: int) -> None:
    """Binds a socket, also one of IPv6, where the front door, which speaks IPv4, reaches it.

    A server that has bound the port by IPv4 already needs no second one: it gets `::1`.
    """
    if one.family == socket.AF_INET:
        bind(one, (LOOPBACK, port))
        return
    try:
        one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        bind(one, (MAPPED, port))
    except OSError:
        one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        bind(one, ("::1", port))


if VARIABLE in os.environ:
    lead(*(int(port) for port in os.environ[VARIABLE].split(":")))
