"""The site as it is deployed: the startup command, real processes, a real server."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from gatehouse.hosts.postgres.postgres_host import PostgresHost

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from gatehouse.declared.database import DeclaredDatabase

    Serve = Callable[[dict[str, str]], AbstractContextManager[Any]]


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture
def server(
    runner: asyncio.Runner, reachable: Path, declared_database: DeclaredDatabase
) -> Iterator[PostgresHost]:
    """A PostgreSQL server that may be killed."""
    host = PostgresHost(declared_database, reachable / "killed", report=lambda _: None)
    runner.run(host.start())
    yield host
    runner.run(host.stop())


def kill(host: PostgresHost) -> None:
    if host._process is None:
        raise AssertionError
    os.kill(host._process.pid, signal.SIGKILL)


def test_the_site_says_that_its_database_is_gone_and_recovers_by_itself(
    server: PostgresHost,
    runner: asyncio.Runner,
    serve: Serve,
    variables: Callable[[], dict[str, str]],
) -> None:
    address = {"DBHOST": "127.0.0.1", "DBPORT": str(server.port), "LOAD_SEED_DATA": "true"}
    with serve({**variables(), **address}) as site:
        site.until("/quizzes/", 200, "Rivers, mountains, cities")
        kill(server)
        runner.run(server.exited())
        assert site.until("/healthz", 503) == "the database does not answer"
        for path in ("/quizzes/", "/quizzes/1/", "/quizzes/1/score/"):
            site.until(path, 503, "Its database does not answer at the moment")
        runner.run(server.start())
        site.until("/healthz", 200)
        site.until("/quizzes/", 200, "Rivers, mountains, cities")
    assert (site.process.returncode, site.get("/")) == (0, (0, ""))


def test_a_site_without_a_database_name_does_not_start_and_says_why(
    variables: Callable[[], dict[str, str]], django_app: Path
) -> None:
    result = subprocess.run(
        ["gunicorn", "quizsite.wsgi"],
        cwd=django_app,
        env={**variables(), "DBNAME": "", "PYTHONWARNINGS": ""},
        capture_output=True,
        check=False,
    )
    assert result.returncode == 1
    assert b"the environment variable DBNAME is missing or empty" in result.stderr
