"""Clients who send a byte now and then, as the startup command meets them."""

from __future__ import annotations

import socket
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

CLIENTS, ROUNDS = 24, 5
SLOW = {
    "heads": b"GET /quizzes/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: a",
    "bodies": (
        b"POST /quizzes/1/questions/1/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9999\r\n\r\na"
    ),
}


@pytest.fixture(scope="module")
def running(
    serve: Callable[[dict[str, str]], AbstractContextManager[Any]],
    empty_database: Callable[[], dict[str, str]],
) -> Iterator[Any]:
    """A site with one worker, as the smallest plan has."""
    with serve({**empty_database(), "LOAD_SEED_DATA": "true"}) as site:
        yield site


@pytest.mark.parametrize("sent", SLOW.values(), ids=SLOW)
def test_a_few_slow_clients_do_not_stop_the_site(sent: bytes, running: Any) -> None:
    port = int(running.url.rpartition(":")[2])
    with ExitStack() as open_connections:
        clients = [
            open_connections.enter_context(socket.create_connection(("127.0.0.1", port)))
            for _ in range(CLIENTS)
        ]
        for client in clients:
            client.settimeout(5)
            client.sendall(sent)
        for _ in range(ROUNDS):
            for client in clients:
                client.sendall(b"a")
            assert running.get("/quizzes/")[0] == 200
