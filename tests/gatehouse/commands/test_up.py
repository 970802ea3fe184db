"""The whole local run as one command, from its start to its end."""

from __future__ import annotations

import asyncio
import ctypes
import logging
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gatehouse.commands import up
from gatehouse.declared.database import DeclaredDatabase
from gatehouse.errors import LocalError
from gatehouse.graph.graph import Graph
from gatehouse.hosts.postgres.postgres_host import PostgresHost
from gatehouse.laptop.ports import LOOPBACK
from gatehouse.options import Options
from tests.gatehouse.commands.whole_run import started, wait_for_endpoints
from tests.postgres import ask, superuser_dsn

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

PR_SET_CHILD_SUBREAPER = 36


@pytest.fixture(autouse=True)
def _own_program(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs a copy: the site collects its static files beside its code, and edits are followed."""
    monkeypatch.chdir(checkout)


@pytest.fixture
def left_behind() -> Iterator[Callable[[], set[str]]]:
    """Lists the processes, of whatever depth, that what the test started has left running."""
    before = children_of(os.getpid())
    if sys.platform == "linux":  # makes orphans ours
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    yield lambda: set(filter(is_running, children_of(os.getpid()) - before))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 0)


def hang_up(process: subprocess.Popen[str]) -> None:
    """Leaves the process without a reader."""
    assert process.stdout is not None
    process.stdout.close()
    process.stdout = None


def listening(endpoints: dict[str, Any]) -> list[str]:
    """Names the endpoints whose ports are open."""
    return [name for name in ("gateway", "function", "web", "postgres") if _opens(endpoints[name])]


def _opens(url: str) -> bool:
    [port] = re.findall(r":(\d+)", url.rpartition("@")[2])
    with socket.socket() as probe:
        return probe.connect_ex((LOOPBACK, int(port))) == 0


def locks(data: Path) -> list[str]:
    names = {".env", "endpoints.json", "run.lock", "postmaster.pid"}
    return [path.name for path in data.rglob("*") if path.name in names]


def children_of(pid: int) -> set[str]:
    listed = subprocess.run(["pgrep", "-P", str(pid)], check=False, capture_output=True, text=True)
    return set(listed.stdout.split())


def is_running(pid: str) -> bool:
    """Tells whether the process goes on; one that nobody has buried yet does not."""
    status = Path("/proc", pid, "status")
    return status.exists() and "State:\tZ" not in status.read_text()


def test_one_signal_stops_everything_and_leaves_nothing(
    data: Path, left_behind: Callable[[], set[str]]
) -> None:
    with started(data) as process:
        endpoints = wait_for_endpoints(data, process)
        assert listening(endpoints) == ["gateway", "function", "web", "postgres"]
        assert f"DATABASE_URL={endpoints['postgres']}\n" in (data / ".env").read_text()
        process.send_signal(signal.SIGTERM)
        output, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert output.partition("stopping …\n")[2].count("Traceback") == 0
    assert listening(endpoints) == []
    assert left_behind() == set()
    assert locks(data) == []


@pytest.mark.parametrize("presses", [1, 2])
def test_ctrl_c_stops_everything_when_whoever_read_the_output_is_gone(
    data: Path, presses: int, left_behind: Callable[[], set[str]]
) -> None:
    with started(data) as process:
        endpoints = wait_for_endpoints(data, process)
        hang_up(process)
        for _ in range(presses):
            os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=30)
    assert process.returncode == 0
    assert (listening(endpoints), left_behind(), locks(data)) == ([], set(), [])


def test_without_a_reader_from_the_first_word_on_it_runs_and_stops(
    data: Path, left_behind: Callable[[], set[str]]
) -> None:
    with started(data) as process:
        hang_up(process)
        endpoints = wait_for_endpoints(data, process)
        assert listening(endpoints) == ["gateway", "function", "web", "postgres"]
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
    assert process.returncode == 0
    assert (listening(endpoints), left_behind(), locks(data)) == ([], set(), [])


def test_letters_that_the_output_does_not_know_are_replaced(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    with started(data) as process:
        wait_for_endpoints(data, process)
        os.killpg(process.pid, signal.SIGINT)
        output, _ = process.communicate(timeout=30)
    assert (process.returncode, output.count("Traceback")) == (0, 0)
    assert output.partition("\nstopping ?\n")[1] != ""


def test_what_a_killed_run_has_left_is_no_hindrance(data: Path) -> None:
    with started(data) as process:
        killed = wait_for_endpoints(data, process)
        process.kill()
        process.wait()
    with started(data) as process:
        while (endpoints := wait_for_endpoints(data, process)) == killed:
            time.sleep(0.05)
        assert listening(endpoints) == ["gateway", "function", "web", "postgres"]
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
    assert endpoints["admin_password"] == killed["admin_password"]
    assert endpoints["web"] != killed["web"]
    assert locks(data) == []


@pytest.mark.parametrize("seconds", [0.0, 0.3, 1.0, 2.0, 2.5, 3.0, 4.0])
def test_ctrl_c_twice_at_any_moment_leaves_nothing(
    data: Path, seconds: float, left_behind: Callable[[], set[str]]
) -> None:
    with started(data) as process:
        while not (data / "run.lock").exists():
            assert process.poll() is None, process.communicate()[0]
            time.sleep(0.01)
        time.sleep(seconds)
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=30)
    assert (process.returncode, output.count("Traceback")) == (0, 0), output
    assert left_behind() == set()
    assert locks(data) == []


async def test_a_server_that_runs_already_serves_the_site_and_outlives_the_run(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    declared = DeclaredDatabase(
        host_name="db", name="app", user="app_user", password="p", version="18"
    )
    other = PostgresHost(declared, data.with_name("other"), report=lambda _: None)
    await other.start()
    try:
        monkeypatch.setenv("PG_SERVER", superuser_dsn(other))
        endpoints = await asyncio.to_thread(_endpoints_of_a_whole_run, data)
        assert f"@127.0.0.1:{other.port}/quizzes" in endpoints["postgres"]
        assert listening(endpoints) == ["postgres"]
        assert not (data / "postgres").exists()
        assert ask(endpoints["postgres"], "SELECT count(*) > 0 FROM quizzes_quiz") is True
    finally:
        await other.stop()


def _endpoints_of_a_whole_run(data: Path) -> dict[str, Any]:
    with started(data) as process:
        endpoints = wait_for_endpoints(data, process)
        assert listening(endpoints) == ["gateway", "function", "web", "postgres"]
        process.send_signal(signal.SIGTERM)
        output, _ = process.communicate(timeout=30)
    assert (process.returncode, output.count("Traceback")) == (0, 0), output
    assert "PostgreSQL 18 runs at 127.0.0.1:" in output
    return endpoints


def test_a_taken_port_is_one_clear_message(data: Path) -> None:
    with socket.create_server((LOOPBACK, 0)) as taken:
        port = str(taken.getsockname()[1])
        with started(data, "--port", port) as process:
            output, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert output.strip() == (
        f"taken or not allowed: port {port} (--port). Stop what listens there, or take free ports: "
        ".venv/bin/gatehouse up --port 0"
    )


def test_a_stack_that_is_not_there_is_one_clear_message(data: Path) -> None:
    with started(data, "--stack", "nope") as process:
        output, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "Pulumi.nope.yaml" in output
    assert "Traceback" not in output


class FakeSystem:
    """Follows one graph and refuses the next."""

    published = (Path("shop"),)

    def __init__(self) -> None:
        self.followed: list[object] = []

    def follow(self, graph: Graph) -> str:
        self.followed.append(graph.stack_outputs)
        if len(self.followed) > 1:
            raise LocalError("policies/api.xml:3 cors: no origin")
        return "the gateway serves it now"


async def test_an_edit_that_is_refused_is_told_and_the_next_one_is_followed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    async def changes(apps: object) -> AsyncIterator[list[str]]:
        assert apps == FakeSystem.published
        yield ["config/web.py"]
        yield ["policies/api.xml"]

    async def evaluate(stack: str, _data: Path) -> Graph:
        await asyncio.sleep(0)
        return Graph(resources=(), stack_outputs={"stack": stack})

    monkeypatch.setattr(up, "changes", changes)
    monkeypatch.setattr(up, "evaluate", evaluate)
    system: Any = FakeSystem()
    await up._follow(system, Options(command="up", data=tmp_path))
    assert system.followed == [{"stack": "dev"}, {"stack": "dev"}]
    assert capsys.readouterr().err.splitlines() == [
        "program  | config/web.py changed; evaluating",
        "program  | the gateway serves it now",
        "program  | policies/api.xml changed; evaluating",
        "program  | policies/api.xml:3 cors: no origin",
        "program  | everything goes on as it was",
    ]


async def test_the_first_signal_stops_the_second_stops_at_once_and_more_are_ignored(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cancelled: list[str] = []
    silenced: list[bool] = []

    class Serving:
        def cancel(self) -> None:
            cancelled.append("cancelled")

    serving: Any = Serving()
    monkeypatch.setattr(logging, "disable", lambda: silenced.append(True))
    up._stop_on_signals(serving)
    try:
        for _ in range(3):
            os.kill(os.getpid(), signal.SIGTERM)
            await asyncio.sleep(0.01)
    finally:
        for number in up.SIGNALS:
            asyncio.get_running_loop().remove_signal_handler(number)
    assert capsys.readouterr().out == "\nstopping …\nstopping at once …\n"
    assert (cancelled, silenced) == (["cancelled"] * 2, [True])
