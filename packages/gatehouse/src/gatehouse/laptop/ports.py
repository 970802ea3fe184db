"""The loopback ports that the local run listens on."""

from __future__ import annotations

import secrets
import socket
from typing import TYPE_CHECKING

from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Mapping

LOOPBACK = "127.0.0.1"
FREE = range(20_000, 32_000)
"""Below the ports of outgoing connections, which come and go until a host listens."""
TRIES = 100


def reserve(wanted: Mapping[str, int]) -> dict[str, int]:
    """Returns a port for every option; 0 takes a free one.

    Raises LocalError that names all ports that are taken, so that one run of the command lists all.

    Example: {"port": 8080, "web-port": 0}, which returns {"port": 8080, "web-port": 23517}.
    """
    # All are bound before any is closed: two zeros, or 8000 twice, don't get the same port. Hosts
    # bind them again later, and say so themselves when somebody was quicker.
    sockets = {option: socket.socket() for option in wanted}
    try:
        taken = [option for option, port in wanted.items() if not _take(sockets[option], port)]
        if taken:
            raise LocalError(_message(wanted, taken))
        return {option: bound.getsockname()[1] for option, bound in sockets.items()}
    finally:
        for bound in sockets.values():
            bound.close()


def is_free(port: int) -> bool:
    """Returns whether nobody listens on the port now, and this process may."""
    with socket.socket() as probe:
        return _bind(probe, port)


def _take(unbound: socket.socket, port: int) -> bool:
    if port != 0:
        return _bind(unbound, port)
    return any(_bind(unbound, secrets.choice(FREE)) for _ in range(TRIES))


def _bind(unbound: socket.socket, port: int) -> bool:
    # A port whose last connections are still closing is free, and uvicorn takes it too.
    unbound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        unbound.bind((LOOPBACK, port))
    except (OSError, OverflowError):
        return False
    return True


def _message(wanted: Mapping[str, int], taken: list[str]) -> str:
    ports = ", ".join(f"{wanted[option]} (--{option})" for option in taken)
    example = " ".join(f"--{option} 0" for option in taken)
    return (
        f"taken or not allowed: port {ports}. Stop what listens there, or take free ports: "
        f".venv/bin/gatehouse up {example}"
    )
