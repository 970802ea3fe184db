"""Leads an app to a port of its own, whatever port and address its command or its code names.

On App Service every app has port 8000 of a container for itself. Here several apps run on one
machine, so a server that binds port 8000 gets another port, which the front door forwards to, and
one that binds every address gets the loopback one alone.

Stands in the app's own environment, where a `.pth` file has Python import it at its start, but only
in a process that the local run has given the variable. Standard library only.
https://docs.python.org/3/library/site.html
"""

from __future__ import annotations

import _socket
import contextlib
import importlib
import os
import sys
from typing import Any

VARIABLE = "GATEHOUSE_SITE_PORT"
"""Such as `8000:23456`: the port that App Service forwards to, and the one that is taken here."""
PREFIX = "gatehouse: the app has bound port "
"""Begins a line on stderr for every other port, for the local run, which shows it if need be."""
ANY_ADDRESS = ("", "0.0.0.0", "::")  # noqa: S104 - to find those, and bind another
LOOPBACK, MAPPED = "127.0.0.1", "::ffff:127.0.0.1"
ORIGINAL = _socket.socket
DEBUGGED = "GATEHOUSE_DEBUG_PORT"
"""The port on which a debugger is to reach the app; see gatehouse_debugger."""


def lead(public: int, own: int) -> None:
    """Has every TCP server of this process that binds the port `public` bind `own`."""

    class Socket(ORIGINAL):
        """What `socket.socket`, gevent's and eventlet's are made from when they are imported."""

        __slots__ = ()

        def bind(self, address: Any) -> None:  # noqa: ANN401 - as in socket.bind
            _bind(self, address, public, own)

    _socket.socket = _socket.SocketType = Socket  # type: ignore[misc]
    if "socket" in sys.modules:  # imported before this module, by another `.pth` file
        sys.modules["socket"].socket.bind = Socket.bind


def _bind(one: _socket.socket, address: Any, public: int, own: int) -> None:  # noqa: ANN401
    if one.family not in (_socket.AF_INET, _socket.AF_INET6) or one.type != _socket.SOCK_STREAM:
        ORIGINAL.bind(one, address)
        return
    host, port = address[:2]
    if port not in (0, public, own) and str(port) != os.environ.get(DEBUGGED):
        with contextlib.suppress(OSError):
            os.write(2, f"{PREFIX}{port}\n".encode())
    if port == public or host in ANY_ADDRESS:
        _bind_loopback(one, own if port == public else port)
    else:
        ORIGINAL.bind(one, address)
    if port in (public, own) and DEBUGGED in os.environ:
        importlib.import_module("gatehouse_debugger").listen_where_served()


def _bind_loopback(one: _socket.socket, port: int) -> None:
    """Binds a socket, also one of IPv6, where the front door, which speaks IPv4, reaches it.

    A server that has bound the port by IPv4 already needs no second one: it gets `::1`.
    """
    if one.family == _socket.AF_INET:
        ORIGINAL.bind(one, (LOOPBACK, port))
        return
    try:
        one.setsockopt(_socket.IPPROTO_IPV6, _socket.IPV6_V6ONLY, 0)
        ORIGINAL.bind(one, (MAPPED, port))
    except OSError:
        one.setsockopt(_socket.IPPROTO_IPV6, _socket.IPV6_V6ONLY, 1)
        ORIGINAL.bind(one, ("::1", port))


if VARIABLE in os.environ:
    lead(*(int(port) for port in os.environ[VARIABLE].split(":")))
