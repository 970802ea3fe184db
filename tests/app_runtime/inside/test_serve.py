from __future__ import annotations

import os
import socket
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from app_runtime.functions.launch import SERVE, command, environ
from app_runtime.inside.gatehouse_worker.frames import FrameReader, frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from app_runtime import AppEnvironment

    Fork = Callable[[], "Connection"]

CODE = """
import os
import sys
import azure.functions as func
app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)
@app.route()
def hello(req): return f"{os.getcwd()} {'fractions' in sys.modules}"
"""
CALL = frame(["call", 1, "hello", "GET", "http://localhost/api/hello", {}, {}, {}])


class Connection:
    """The host's end of a worker's socket."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end
        self._frames = FrameReader()
        end.settimeout(30)

    def send(self, data: bytes) -> None:
        self._end.sendall(data)

    def receive(self) -> tuple[list[Any], bytes] | None:
        """Returns the next frame; None when the worker is gone."""
        while data := self._end.recv(65536):
            for found in self._frames.feed(data):
                return found
        return None

    def close(self) -> None:
        self._end.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "host.json").write_text('{"version": "2.0"}')
    (tmp_path / "function_app.py").write_text(CODE)
    return tmp_path


@pytest.fixture
def control(
    folder: Path, environment: AppEnvironment, measured: Mapping[str, str]
) -> Iterator[socket.socket]:
    """The control socket of a parent, which has ended well at the end of the test."""
    ours, theirs = socket.socketpair()
    process = subprocess.Popen(
        command(environment, SERVE, str(theirs.fileno()), str(folder)),
        env=environ(measured, os.environ),
        pass_fds=[theirs.fileno()],
    )
    theirs.close()
    yield ours
    ours.close()
    assert process.wait(30) == 0


@pytest.fixture
def fork(control: socket.socket) -> Iterator[Fork]:
    connections: list[Connection] = []

    def new_worker() -> Connection:
        ours, theirs = socket.socketpair()
        socket.send_fds(control, [b"F\n"], [theirs.fileno()])
        theirs.close()
        connections.append(Connection(ours))
        return connections[-1]

    yield new_worker
    for one in connections:
        one.close()


def test_a_worker_says_what_it_has_and_answers_in_its_folder(fork: Fork, folder: Path) -> None:
    worker = fork()
    ready = worker.receive()
    assert ready is not None
    kind, process, description, modules = ready[0]
    assert (kind, process > 0, description["route_prefix"]) == ("ready", True, "api")
    assert "azure.functions" in modules
    worker.send(CALL)
    answer = worker.receive()
    assert answer is not None
    assert answer[1] == f"{folder} False".encode()


def test_a_worker_retires(fork: Fork) -> None:
    worker = fork()
    worker.receive()
    worker.send(CALL + frame(["retire"]))
    answer = worker.receive()
    assert answer is not None
    assert (answer[0][0], worker.receive()) == ("answer", None)


def test_every_fork_runs_the_code_as_it_is_now(fork: Fork, folder: Path) -> None:
    first = fork()
    first.receive()
    (folder / "function_app.py").write_text(CODE.replace("hello", "howdy"))
    second = fork().receive()
    assert second is not None
    assert second[0][2]["functions"][0]["name"] == "howdy"


def test_packages_are_imported_before_the_next_fork(fork: Fork, control: socket.socket) -> None:
    control.sendall(b"I fractions no_such_module\n")
    worker = fork()
    worker.receive()
    worker.send(CALL)
    answer = worker.receive()
    assert answer is not None
    assert answer[1].endswith(b" True")


def test_code_that_cannot_be_loaded_is_reported(fork: Fork, folder: Path) -> None:
    (folder / "function_app.py").write_text("1 / 0")
    worker = fork()
    failed = worker.receive()
    assert failed is not None
    kind, message = failed[0]
    assert (kind, message.splitlines()[-1], worker.receive()) == (
        "failed",
        "ZeroDivisionError: division by zero",
        None,
    )


def test_a_folder_that_is_gone_ends_the_worker_and_not_the_parent(
    fork: Fork, folder: Path, tmp_path: Path
) -> None:
    away = folder.rename(tmp_path.with_name("away"))
    assert fork().receive() is None
    away.rename(folder)
    assert fork().receive() is not None
