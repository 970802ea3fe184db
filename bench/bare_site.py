"""The web site without the local run: gunicorn alone, with this machine's own PostgreSQL."""

from __future__ import annotations

import asyncio
import os
import secrets
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench import request
from bench.child import COMPLAINT
from bench.errors import BenchError
from gatehouse.declared.database import DeclaredDatabase
from gatehouse.hosts.postgres.cluster import erase
from gatehouse.hosts.postgres.postgres_host import PostgresHost
from gatehouse.laptop.ports import LOOPBACK, reserve

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PG_BIN = "PG_BIN"
DEBIAN = Path("/usr/lib/postgresql")
STARTUP_COMMAND = (sys.executable, "-m", "gunicorn", "quizsite.wsgi")
PATIENCE = 60.0
PAUSE = 0.02
OK = 200


@dataclass(frozen=True, slots=True)
class BareSite:
    """A site that answers: its URL, and the settings of its processes."""

    url: str
    settings: Mapping[str, str]


def system_postgres(installed: Path = DEBIAN) -> Path | None:
    """Returns the folder of PostgreSQL's programs: PG_BIN, or the newest that Debian installed."""
    if PG_BIN in os.environ:
        return Path(os.environ[PG_BIN])
    found = [file.parent for file in installed.glob("*/bin/initdb")]
    return max(found, key=lambda folder: float(folder.parent.name), default=None)


@contextmanager
def bare_site(source: Path, programs: Path, folder: Path) -> Iterator[BareSite]:
    """Yields the site, with its seed data, when it answers; raises BenchError when it doesn't."""
    folder.mkdir()
    port = reserve({"port": 0})["port"]
    with _postgres(programs, folder / "postgres") as database, (folder / "log").open("w") as words:
        settings = _settings(port, database)
        process = subprocess.Popen(
            STARTUP_COMMAND, cwd=source, env=settings, stdout=words, stderr=subprocess.STDOUT
        )
        try:
            url = f"http://{LOOPBACK}:{port}"
            _wait(process, f"{url}/quizzes/", folder / "log")
            yield BareSite(url, settings)
        finally:
            process.terminate()
            process.wait()


@contextmanager
def _postgres(programs: Path, folder: Path) -> Iterator[Mapping[str, str]]:
    declared = DeclaredDatabase(
        host_name="psql",
        name="quizzes",
        user="web",
        password=secrets.token_urlsafe(24),
        version=programs.parent.name,
    )
    host = PostgresHost(declared, folder, report=lambda _: None)
    with _variable(PG_BIN, str(programs)), asyncio.Runner() as runner:
        try:
            runner.run(host.start())
            yield {
                "DBHOST": LOOPBACK,
                "DBPORT": str(host.port),
                "DBNAME": declared.name,
                "DBUSER": declared.user,
                "DBPASS": declared.password,
                "DBSSL": "disable",
            }
        finally:
            runner.run(host.stop())
            erase(folder)


@contextmanager
def _variable(name: str, value: str) -> Iterator[None]:
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        del os.environ[name]
        if before is not None:
            os.environ[name] = before


def _settings(port: int, database: Mapping[str, str]) -> dict[str, str]:
    # As in the local run, no more of this machine's environment than is needed.
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "PORT": str(port),
        "SECRET_KEY": secrets.token_urlsafe(32),
        "DEBUG": "false",
        "LOAD_SEED_DATA": "true",
        **database,
    }


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while request.status(url) != OK:
        if process.poll() is not None or time.monotonic() > deadline:
            raise BenchError(
                f"`gunicorn quizsite.wsgi` did not answer {OK} to {url} within {PATIENCE:.0f} s. "
                f"Its last words:\n{log.read_text()[-COMPLAINT:]}"
            )
        time.sleep(PAUSE)
