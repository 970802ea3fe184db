"""The container's commands, run by an ordinary user in a bare checkout, as the container does.

There is no Docker here: a real PostgreSQL server stands for the service `db`.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from gatehouse.declared.database import DeclaredDatabase
from gatehouse.hosts.postgres.account import choose_account
from gatehouse.hosts.postgres.postgres_host import PostgresHost
from tests.reachable import reachable_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
DECLARED = DeclaredDatabase(host_name="db", name="app", user="app", password="p", version="18")
SECONDS = 400


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """What PG_SERVER says: an administrator's way to a server that runs already."""
    with reachable_folder() as folder, asyncio.Runner() as runner:
        host = PostgresHost(DECLARED, folder / "postgres", report=lambda _: None)
        runner.run(host.start())
        assert host._cluster
        yield host._dsn("postgres", host._cluster.password_file.read_text(), "postgres")
        runner.run(host.stop())


class Container:
    """A home and a checkout that belong to an ordinary user, and how to run commands there."""

    def __init__(self, folder: Path, server: str) -> None:
        self.account = choose_account()
        self.checkout, home = folder / "workspace", folder / "home"
        home.mkdir()
        _copy(self.checkout)
        for path in (home, self.checkout, *self.checkout.rglob("*")):
            self.account.take(path)
        self.environment = {"HOME": str(home), "PATH": os.environ["PATH"], "PG_SERVER": server}

    def start(self, *command: str) -> subprocess.Popen[str]:
        root = os.geteuid() == 0
        return subprocess.Popen(
            command,
            cwd=self.checkout,
            env=self.environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=self.account.uid if root else None,
            group=self.account.gid if root else None,
            extra_groups=[] if root else None,
        )

    def run(self, *command: str) -> str:
        process = self.start(*command)
        output, _ = process.communicate(timeout=SECONDS)
        assert process.returncode == 0, output
        return output


def _copy(target: Path) -> None:
    """Copies what git has, or would have."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True).stdout.decode()
    for name in filter(None, names.split("\0")):
        if (ROOT / name).exists():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)


@pytest.fixture(scope="module")
def container(server: str) -> Iterator[Container]:
    with reachable_folder() as folder:
        yield Container(folder, server)


def commands() -> dict[str, str]:
    described: dict[str, Any] = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text())
    return {name: text for name, text in described.items() if name.endswith("Command")}


def test_it_opens_to_a_running_system_on_its_own_server(container: Container) -> None:
    made = container.checkout / ".venv" / "bin" / "python"
    made.parent.mkdir(parents=True)
    made.write_text("of another system")
    for path in (made, made.parent, made.parent.parent):
        container.account.take(path)
    output = container.run(*commands()["postCreateCommand"].split())
    assert "set-up: .venv is of another system, and is made anew" in output
    assert "set-up: done in" in output
    environment = container.checkout / ".env"
    assert environment.read_text() == (ROOT / ".env.sample").read_text()
    assert "make local" in container.run(*commands()["postStartCommand"].split())

    ports = "ARGS=--port 0 --function-port 0 --web-port 0"
    process = container.start(*commands()["postAttachCommand"].split(), ports)
    try:
        endpoints = _endpoints(container.checkout / ".local" / "endpoints.json", process)
        with psycopg.connect(endpoints["postgres"]) as connection:
            row = connection.execute("SELECT count(*) > 0 FROM quizzes_quiz").fetchone()
        assert row == (True,)
        assert not (container.checkout / ".local" / "postgres").exists()
    finally:
        os.killpg(process.pid, signal.SIGINT)
        output, _ = process.communicate(timeout=30)
    assert output.count("Traceback") == 0, output


def test_a_container_that_is_made_anew_keeps_what_is_there(container: Container) -> None:
    environment = container.checkout / ".env"
    environment.write_text("DBHOST=elsewhere\n")
    container.account.take(environment)
    began = time.monotonic()
    assert "made anew" not in container.run(*commands()["postCreateCommand"].split())
    assert environment.read_text() == "DBHOST=elsewhere\n"
    assert time.monotonic() - began < SECONDS / 10


def _endpoints(file: Path, process: subprocess.Popen[str]) -> dict[str, Any]:
    deadline = time.monotonic() + SECONDS
    while not file.exists():
        assert process.poll() is None, process.communicate()[0]
        assert time.monotonic() < deadline
        time.sleep(0.05)
    found: dict[str, Any] = json.loads(file.read_text())
    return found
