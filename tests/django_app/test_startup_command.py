"""The site as it is deployed: the startup command, real processes, a real server."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from local.hosts.postgres import DeclaredDatabase, PostgresHost

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

STARTUP_COMMAND = ("gunicorn", "quizsite.wsgi")
DECLARED = DeclaredDatabase(name="quizzes", user="web", password="secret", version="18")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def get(url: str) -> tuple[int, str]:
    """Returns status and body; status 0 while nobody answers."""
    try:
        with urlopen(url, timeout=30) as response:
            return response.status, response.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()
    except (URLError, ConnectionError):
        return 0, ""


async def until(url: str, status: int, words: str = "") -> str:
    """Returns the page once it has the status and the words."""
    async with asyncio.timeout(60):
        while True:
            found, page = await asyncio.to_thread(get, url)
            if found == status and words in page:
                return page
            await asyncio.sleep(0.05)


@asynccontextmanager
async def serving(folder: Path, variables: dict[str, str]) -> AsyncIterator[tuple[str, Process]]:
    """Runs the startup command; gives the site's address, and its process when it is healthy."""
    port = free_port()
    environment = {**variables, "PORT": str(port), "WEB_CONCURRENCY": "1", "PYTHONWARNINGS": ""}
    process = await asyncio.create_subprocess_exec(*STARTUP_COMMAND, cwd=folder, env=environment)
    try:
        await until(f"http://127.0.0.1:{port}/healthz", 200)
        yield f"http://127.0.0.1:{port}", process
    finally:
        process.send_signal(signal.SIGTERM)
        await process.wait()


@pytest.fixture
async def server(
    variables: Callable[[], dict[str, str]], reachable: Path
) -> AsyncIterator[tuple[PostgresHost, dict[str, str]]]:
    """A PostgreSQL server that may be killed, and the environment of a site on it."""
    host = PostgresHost(DECLARED, reachable / "killed", report=lambda _: None)
    await host.start()
    yield host, {**variables(), "DBHOST": f"127.0.0.1:{host.port}", "LOAD_SEED_DATA": "true"}
    await host.stop()


def kill(host: PostgresHost) -> None:
    if host._process is None:
        raise AssertionError
    os.kill(host._process.pid, signal.SIGKILL)


async def test_the_site_says_that_its_database_is_gone_and_recovers_by_itself(
    server: tuple[PostgresHost, dict[str, str]], django_app: Path
) -> None:
    host, variables = server
    async with serving(django_app, variables) as (site, process):
        await until(f"{site}/quizzes/", 200, "Rivers, mountains, cities")
        kill(host)
        assert await host.exited() == "ended by SIGKILL"
        assert await until(f"{site}/healthz", 503) == "the database does not answer"
        for path in ("/quizzes/", "/quizzes/1/", "/quizzes/1/score/"):
            await until(f"{site}{path}", 503, "Its database does not answer at the moment")
        await host.start()
        await until(f"{site}/healthz", 200)
        await until(f"{site}/quizzes/", 200, "Rivers, mountains, cities")
    assert (process.returncode, get(site)) == (0, (0, ""))


async def test_a_site_without_a_database_name_does_not_start_and_says_why(
    variables: Callable[[], dict[str, str]], django_app: Path
) -> None:
    process = await asyncio.create_subprocess_exec(
        *STARTUP_COMMAND,
        cwd=django_app,
        env={**variables(), "DBNAME": "", "PORT": str(free_port()), "PYTHONWARNINGS": ""},
        stderr=asyncio.subprocess.PIPE,
    )
    _, said = await process.communicate()
    assert process.returncode == 1
    assert b"the environment variable DBNAME is missing or empty" in said
