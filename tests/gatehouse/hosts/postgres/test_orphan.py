from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from gatehouse.errors import LocalError
from gatehouse.hosts.postgres import orphan as postgres_orphan
from gatehouse.hosts.postgres.orphan import end_orphan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

STUBBORN = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.SIG_IGN)
print("ready", flush=True)
time.sleep(600)
"""


@pytest.fixture(params=["/proc", "ps"])
def _processes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "ps":
        monkeypatch.setattr(postgres_orphan, "PROCESSES", postgres_orphan.PROCESSES / "none")


@pytest.fixture
def orphan(tmp_path: Path) -> Callable[[str], subprocess.Popen[bytes]]:
    """Starts a process that names `word` on its command line, and says so in the pid file."""

    def start(word: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen([sys.executable, "-c", STUBBORN, word], stdout=subprocess.PIPE)
        if process.stdout is None:
            raise AssertionError
        process.stdout.readline()
        process.stdout.close()
        (tmp_path / "postmaster.pid").write_text(f"{process.pid}\n{tmp_path}\n")
        return process

    return start


@pytest.mark.usefixtures("_processes")
def test_a_server_that_does_not_listen_is_ended_harder(
    tmp_path: Path,
    orphan: Callable[[str], subprocess.Popen[bytes]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(postgres_orphan, "STEPS", {signal.SIGINT: 0.05, signal.SIGKILL: 60.0})
    process = orphan(str(tmp_path))
    assert end_orphan(tmp_path) is True
    assert process.wait() == -signal.SIGKILL
    assert not (tmp_path / "postmaster.pid").exists()


def test_a_server_that_cannot_be_ended_is_named(
    tmp_path: Path,
    orphan: Callable[[str], subprocess.Popen[bytes]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(postgres_orphan, "STEPS", {signal.SIGINT: 0.0})
    process = orphan(str(tmp_path))
    with pytest.raises(LocalError, match=f"End it with `kill -9 {process.pid}`"):
        end_orphan(tmp_path)
    process.kill()
    process.wait()


@pytest.mark.usefixtures("_processes")
def test_a_stranger_with_the_old_servers_number_is_left_alone(
    tmp_path: Path, orphan: Callable[[str], subprocess.Popen[bytes]]
) -> None:
    process = orphan("/some/other/folder")
    assert end_orphan(tmp_path) is False
    assert process.poll() is None
    assert not (tmp_path / "postmaster.pid").exists()
    process.kill()
    process.wait()


@pytest.mark.usefixtures("_processes")
def test_a_server_that_is_gone_leaves_only_its_file(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    (tmp_path / "postmaster.pid").write_text(f"{gone.pid}\n")
    assert end_orphan(tmp_path) is False
    assert not (tmp_path / "postmaster.pid").exists()


def test_without_a_pid_file_there_was_no_server(tmp_path: Path) -> None:
    assert end_orphan(tmp_path) is False
