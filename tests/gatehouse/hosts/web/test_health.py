from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from gatehouse.hosts.web import health
from gatehouse.hosts.web.health import Answer, HealthCheck
from gatehouse.laptop.ports import LOOPBACK, reserve

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    Ask = Callable[..., object]

OK = b"HTTP/1.1 200 OK\r\n\r\n"
HOST = "localhost:8000"


class Scripted:
    """A site that gives one answer after the other, and keeps what it was asked."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.answers: list[bytes] = []
        self.asked: list[bytes] = []

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(self.answers.pop(0))
        writer.close()


@pytest.fixture
async def scripted() -> AsyncIterator[Scripted]:
    site = Scripted(0)
    server = await asyncio.start_server(site, LOOPBACK, 0)
    async with server:
        site.port = server.sockets[0].getsockname()[1]
        yield site


@pytest.mark.parametrize(
    "before",
    [
        [],
        [b"HTTP/1.1 503 Service Unavailable\r\n\r\n"],
        [b"", b"what is this\r\n\r\n", b"x" * 100_000, b"HTTP/1.1 301 Moved\r\n\r\n"],
    ],
)
async def test_a_site_is_healthy_when_its_path_answers_200(
    scripted: Scripted, before: list[bytes]
) -> None:
    scripted.answers = [*before, OK]
    await HealthCheck(scripted.port, "/healthz", HOST).until_healthy()
    assert len(scripted.asked) == len(before) + 1
    assert scripted.asked[-1] == (
        b"GET /healthz HTTP/1.1\r\nHost: localhost:8000\r\nUser-Agent: HealthCheck/1.0\r\n"
        b"Connection: close\r\n\r\n"
    )


async def test_a_site_without_a_path_is_healthy_when_it_answers(scripted: Scripted) -> None:
    scripted.answers = [b"", b"HTTP/1.1 404 Not Found\r\n\r\n"]
    await HealthCheck(scripted.port, "", HOST).until_healthy()
    assert scripted.asked[-1].startswith(b"GET /robots933456.txt ")


async def test_a_late_site_is_asked_less_often(
    scripted: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "SOON", 0)
    monkeypatch.setattr(health, "PAUSES", (0.01, 0.01, 0.02))
    scripted.answers = [b"", b"", b"", OK]
    await HealthCheck(scripted.port, "/healthz", HOST).until_healthy()
    assert len(scripted.asked) == 4


async def test_nothing_that_listens_is_no_answer() -> None:
    check = HealthCheck(reserve({"port": 0})["port"], "/healthz", HOST)
    assert await check.ask() == Answer()


async def test_a_redirect_is_told_with_its_target(scripted: Scripted) -> None:
    scripted.answers = [b"HTTP/1.1 301 Moved\r\nLocation: https://localhost/healthz\r\n\r\n"]
    check = HealthCheck(scripted.port, "/healthz", HOST)
    assert await check.ask() == Answer(301, "https://localhost/healthz")


ASKED = "GET /healthz (Host: localhost:8000)"


@pytest.mark.parametrize(
    ("answer", "bound", "words"),
    [
        (Answer(400), (), f"{ASKED} answers 400: usually a host name that Django's ALLOWED_HOSTS"),
        (Answer(404), (), f"{ASKED} answers 404: the site has no such page; declare a health"),
        (
            Answer(301, "https://localhost:8000/healthz"),
            (),
            f"{ASKED} answers 301 to https://localhost:8000/healthz: usually SECURE_SSL_REDIRECT",
        ),
        (Answer(302, "/login"), (), f"{ASKED} answers 302 to /login: App Service follows no"),
        (Answer(403), (), f"{ASKED} answers 403: the health check has no login"),
        (Answer(500), (), f"{ASKED} answers 500: the lines above say why"),
        (Answer(), (), f"{ASKED} gets no answer: nothing listens on port 8000 or $PORT yet"),
        (
            Answer(),
            (50505, 5000),
            "App Service forwards to port 8000 and gets no answer on 5000, 50505, where the app",
        ),
    ],
)
def test_an_answer_is_told_with_its_usual_cause(
    answer: Answer, bound: tuple[int, ...], words: str
) -> None:
    check = HealthCheck(1, "/healthz", HOST)
    check.last = answer
    assert check.diagnosis(8000, bound).startswith(words)
