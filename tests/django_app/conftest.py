from __future__ import annotations

import asyncio
import itertools
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import django
import pytest
from django.conf import settings
from django.test import Client
from django.test.utils import setup_test_environment, teardown_test_environment

from gatehouse.declared.database import DeclaredDatabase
from gatehouse.hosts.postgres.postgres_host import PostgresHost
from gatehouse.hosts.postgres.role_and_database import create_database
from gatehouse.laptop.ports import reserve
from tests.postgres import superuser_dsn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

DJANGO_APP = Path(__file__).parents[2] / "django_app"
STARTUP_COMMAND = ("gunicorn", "quizsite.wsgi")
DECLARED = DeclaredDatabase(
    host_name="psql", name="quizzes", user="web", password="secret", version="18"
)
ENVIRONMENT = {
    "SECRET_KEY": "for tests",
    "DBHOST": "127.0.0.1",
    "DBNAME": DECLARED.name,
    "DBUSER": DECLARED.user,
    "DBPASS": DECLARED.password,
    "DBSSL": "disable",
}

with pytest.MonkeyPatch.context() as environment:
    # Test modules import models, which Django lets nobody do before it has its settings.
    for each, value in {**ENVIRONMENT, "DJANGO_SETTINGS_MODULE": "quizsite.settings"}.items():
        environment.setenv(each, value)
    django.setup()

from django.core.management import call_command  # noqa: E402 - needs the settings
from django.db import connection, transaction  # noqa: E402 - needs the settings


@pytest.fixture(scope="session")
def django_app() -> Path:
    """The folder that is deployed."""
    return DJANGO_APP


@pytest.fixture
def variables() -> Callable[[], dict[str, str]]:
    """What a process of the site gets: nothing of the tests' own but the way to Python."""
    return process_environment


@pytest.fixture(scope="session")
def declared_database() -> DeclaredDatabase:
    """What every server of these tests has."""
    return DECLARED


@pytest.fixture(scope="session")
def postgres(reachable: Path) -> Iterator[PostgresHost]:
    """One real server for all tests."""
    host = PostgresHost(DECLARED, reachable / "postgres", report=lambda _: None)
    with asyncio.Runner() as runner:
        runner.run(host.start())
        yield host
        runner.run(host.stop())


@pytest.fixture(scope="session")
def site(postgres: PostgresHost, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The site with its tables and its collected static files, as a start leaves them."""
    connection.settings_dict["PORT"] = postgres.port
    settings.STATIC_ROOT = tmp_path_factory.mktemp("static")
    setup_test_environment()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    yield
    teardown_test_environment()
    connection.close()


@pytest.fixture
def database(site: None) -> Iterator[None]:  # noqa: ARG001 - is there before
    """The site's database, and nothing that the test does to it afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def client(database: None) -> Client:  # noqa: ARG001 - is there before
    return Client()


@pytest.fixture(scope="session")
def empty_database(postgres: PostgresHost) -> Callable[[], dict[str, str]]:
    """Creates databases without tables; returns the environment of a site on each."""
    superuser = superuser_dsn(postgres)
    numbers = itertools.count(1)

    def create() -> dict[str, str]:
        name = f"empty_{next(numbers)}"
        create_database(superuser, replace(DECLARED, name=name))
        own = {"DBPORT": str(postgres.port), "DBNAME": name}
        return {**process_environment(), **own}

    return create


def process_environment() -> dict[str, str]:
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    kept = {name: value for name, value in os.environ.items() if name.startswith("COVERAGE")}
    return {**ENVIRONMENT, **kept, "PATH": path, "PYTHONWARNINGS": "error"}


@dataclass(frozen=True)
class RunningSite:
    """The startup command, running."""

    url: str
    process: subprocess.Popen[bytes]

    def get(self, path: str) -> tuple[int, str]:
        """Returns status and body; status 0 while nobody answers."""
        try:
            with urlopen(self.url + path, timeout=30) as response:
                return response.status, response.read().decode()
        except HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except (URLError, ConnectionError):
            return 0, ""

    def until(self, path: str, status: int, words: str = "") -> str:
        """Returns the page once it has the status and the words."""
        found, page = self.get(path)
        deadline = time.monotonic() + 60
        while found != status or words not in page:
            if time.monotonic() > deadline:
                raise AssertionError(found, page)
            time.sleep(0.02)
            found, page = self.get(path)
        return page


@pytest.fixture(scope="session")
def serve() -> Callable[[dict[str, str]], AbstractContextManager[RunningSite]]:
    """Runs the startup command in an environment, from healthy to ended."""

    @contextmanager
    def run(environment: dict[str, str]) -> Iterator[RunningSite]:
        port = reserve({"port": 0})["port"]
        changed = {"PORT": str(port), "WEB_CONCURRENCY": "1", "PYTHONWARNINGS": ""}
        process = subprocess.Popen(STARTUP_COMMAND, cwd=DJANGO_APP, env={**environment, **changed})
        site = RunningSite(f"http://127.0.0.1:{port}", process)
        try:
            site.until("/healthz", 200)
            yield site
        finally:
            process.terminate()
            process.wait()

    return run
