"""Asking a site whether it is healthy."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from gatehouse.hosts.web import health
from gatehouse.hosts.web.health import ANY_PATH, status, until_healthy
from gatehouse.laptop.ports import LOOPBACK, reserve

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@asynccontextmanager
async def answering(*answers: bytes) -> AsyncIterator[tuple[int, list[bytes]]]:
    """Answers one request after the other with these bytes; gives the port and the requests."""
    asked: list[bytes] = []
    left = list(answers)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(left.pop(0))
        writer.close()

    async with await asyncio.start_server(answer, LOOPBACK, 0) as server:
        yield server.sockets[0].getsockname()[1], asked


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "PAUSES", (0.0, 0.0))


async def test_the_site_is_asked_by_address_as_app_service_does() -> None:
    async with answering(b"HTTP/1.1 204 No Content\r\n\r\n") as (port, asked):
        assert await status(port, "/healthz") == 204
    assert asked == [
        f"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode()
    ]


@pytest.mark.parametrize("answer", [b"", b"SSH-2.0-OpenSSH\r\n"])
async def test_no_answer_in_http_is_0(answer: bytes) -> None:
    async with answering(answer) as (port, _):
        assert await status(port, "/") == 0


async def test_nobody_there_is_0() -> None:
    assert await status(reserve({"port": 0})["port"], "/") == 0


async def test_it_asks_until_the_health_path_answers_200() -> None:
    sick = b"HTTP/1.1 503 Service Unavailable\r\n\r\n"
    async with answering(b"", sick, b"HTTP/1.1 200 OK\r\n\r\n") as (port, asked):
        await until_healthy(port, "/healthz")
    assert len(asked) == 3


async def test_without_a_health_path_any_answer_will_do() -> None:
    async with answering(b"", b"HTTP/1.0 404 Not Found\r\n\r\n") as (port, asked):
        await until_healthy(port, "")
    assert [request.split()[1].decode() for request in asked] == [ANY_PATH] * 2
