"""The whole local run as one command, from its start to its end."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from local import up
from local.errors import LocalError
from local.graph import Graph
from local.options import Options
from local.ports import LOOPBACK

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

ROOT = Path(__file__).parents[2]
PORTS = ("--port", "--function-port", "--web-port")


@contextmanager
def started(data: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """Starts the command with free ports; ends it whatever the test does."""
    ports = [word for option in PORTS if option not in options for word in (option, "0")]
    process = subprocess.Popen(
        [sys.executable, "-m", "local", "up", "--data", str(data), *ports, *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def wait_for_endpoints(data: Path, process: subprocess.Popen[str]) -> dict[str, Any]:
    while not (data / "endpoints.json").exists():
        assert process.poll() is None, process.communicate()[0]
        time.sleep(0.05)
    endpoints: dict[str, Any] = json.loads((data / "endpoints.json").read_text())
    return endpoints


def is_listening(url: str) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((LOOPBACK, int(url.rsplit(":", 1)[1]))) == 0


def children_of(pid: int) -> list[str]:
    listed = subprocess.run(["pgrep", "-P", str(pid)], check=False, capture_output=True, text=True)
    return listed.stdout.split()


def is_running(pid: str) -> bool:
    """Tells whether the process goes on; one that nobody has buried yet does not."""
    status = Path("/proc", pid, "status")
    return status.exists() and "State:\tZ" not in status.read_text()


def test_one_signal_stops_everything_and_leaves_nothing(tmp_path: Path) -> None:
    with started(tmp_path / "data") as process:
        endpoints = wait_for_endpoints(tmp_path / "data", process)
        assert is_listening(endpoints["gateway"])
        assert is_listening(endpoints["function"])
        children = children_of(process.pid)
        process.send_signal(signal.SIGTERM)
        output, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert output.endswith("stopping …\n")
    assert not is_listening(endpoints["gateway"])
    assert not is_listening(endpoints["function"])
    assert [pid for pid in children if is_running(pid)] == []
    left = {path.name for path in (tmp_path / "data").iterdir()}
    assert left & {"endpoints.json", "run.lock"} == set()


@pytest.mark.parametrize("seconds", [0.0, 0.3, 1.0, 2.0])
def test_ctrl_c_twice_at_any_moment_leaves_nothing(tmp_path: Path, seconds: float) -> None:
    with started(tmp_path / "data") as process:
        while not (tmp_path / "data" / "run.lock").exists():
            assert process.poll() is None, process.communicate()[0]
            time.sleep(0.01)
        time.sleep(seconds)
        children = children_of(process.pid)
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
    assert process.returncode == 0
    assert [pid for pid in children if is_running(pid)] == []
    left = {path.name for path in (tmp_path / "data").iterdir()}
    assert left & {"endpoints.json", "run.lock"} == set()


def test_a_taken_port_is_one_clear_message(tmp_path: Path) -> None:
    with socket.create_server((LOOPBACK, 0)) as taken:
        port = str(taken.getsockname()[1])
        with started(tmp_path / "data", "--port", port) as process:
            output, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert output.strip() == (
        f"taken or not allowed: port {port} (--port). Stop what listens there, or take free ports: "
        ".venv/bin/python -m local up --port 0"
    )


def test_a_stack_that_is_not_there_is_one_clear_message(tmp_path: Path) -> None:
    with started(tmp_path / "data", "--stack", "nope") as process:
        output, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "Pulumi.nope.yaml" in output
    assert "Traceback" not in output


class FakeSystem:
    """Follows one graph and refuses the next."""

    def __init__(self) -> None:
        self.followed: list[object] = []

    def follow(self, graph: Graph) -> None:
        self.followed.append(graph.stack_outputs)
        if len(self.followed) > 1:
            raise LocalError("policies/api.xml:3 cors: no origin")


async def test_an_edit_that_is_refused_is_told_and_the_next_one_is_followed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    async def changes() -> AsyncIterator[list[str]]:
        yield ["config.py"]
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
        "program  | config.py changed; evaluating",
        "program  | the gateway serves it now",
        "program  | policies/api.xml changed; evaluating",
        "program  | policies/api.xml:3 cors: no origin",
        "program  | the gateway goes on as it was",
    ]
