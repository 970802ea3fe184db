"""The guest book on a real PostgreSQL server."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest
from flask_migrate import upgrade
from sqlalchemy import text

from gatehouse.declared.database import DeclaredDatabase
from gatehouse.hosts.postgres.postgres_host import PostgresHost
from gatehouse.laptop.ports import LOOPBACK, reserve
from guestbook import create_app
from guestbook.database import db
from tests.reachable import reachable_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from flask import Flask
    from flask.testing import FlaskClient

FLASK_APP = Path(__file__).parents[3] / "examples" / "flask_app"
DECLARED = DeclaredDatabase(
    host_name="psql", name="guests", user="web", password="p@ss'word", version="18"
)


@pytest.fixture(scope="session")
def flask_app() -> Path:
    """The folder that is deployed."""
    return FLASK_APP


@pytest.fixture(scope="session")
def variables() -> Iterator[dict[str, str]]:
    """What a process of the app gets, and a server behind it."""
    with reachable_folder() as folder, asyncio.Runner() as runner:
        server = PostgresHost(DECLARED, folder / "postgres", report=lambda _: None)
        runner.run(server.start())
        yield {
            "DBHOST": LOOPBACK,
            "DBPORT": str(server.port),
            "DBNAME": DECLARED.name,
            "DBUSER": DECLARED.user,
            "DBPASS": DECLARED.password,
            "DBSSL": "disable",
            "SECRET_KEY": "for tests",
        }
        runner.run(server.stop())


@pytest.fixture
def make_app(variables: dict[str, str]) -> Iterator[Callable[..., Flask]]:
    """Makes apps, with other variables in capitals, and closes their connections."""
    made: list[Flask] = []

    def make(**changed: str) -> Flask:
        made.append(create_app({**variables, **changed}))
        return made[-1]

    yield make
    for app in made:
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    """The app on the tables that its migrations make, without an entry."""
    made = make_app()
    with made.app_context():
        upgrade(FLASK_APP / "migrations")
        db.session.execute(text("TRUNCATE entries RESTART IDENTITY"))
        db.session.commit()
    return made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def environment() -> Callable[..., dict[str, str]]:
    """What a process gets, beside what is given: the way to Python, and a free port."""

    def make(given: Mapping[str, str]) -> dict[str, str]:
        port = str(reserve({"app": 0})["app"])
        measured = {name: one for name, one in os.environ.items() if name.startswith("COVERAGE")}
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        return {**measured, "PATH": path, **given, "PORT": port, "FLASK_RUN_PORT": port}

    return make


@pytest.fixture(scope="session")
def serve(
    environment: Callable[..., dict[str, str]],
) -> Callable[..., AbstractContextManager[str]]:
    """Runs a command that serves in a folder, and gives its URL once it is healthy."""

    @contextmanager
    def run(
        command: Sequence[str], variables: Mapping[str, str], folder: Path = FLASK_APP
    ) -> Iterator[str]:
        process_environment = environment(variables)
        process = subprocess.Popen(command, cwd=folder, env=process_environment)
        url = f"http://localhost:{process_environment['PORT']}"
        try:
            until_healthy(url, process)
            yield url
        finally:
            process.terminate()
            process.wait()

    return run


def until_healthy(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None
        try:
            with urlopen(f"{url}/healthz", timeout=30) as answer:
                assert answer.status == 200
                return
        except OSError:
            time.sleep(0.05)
    pytest.fail(f"{url} was not healthy after a minute")
