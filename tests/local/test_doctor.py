"""Looking at a machine."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import pytest

import local.doctor
from local.doctor import findings, run
from local.errors import LocalError
from local.options import Options
from local.ports import LOOPBACK

if TYPE_CHECKING:
    from pathlib import Path

    from local.graph import Graph

FREE = Options(command="doctor", port=0, function_port=0, web_port=0)


@pytest.fixture(autouse=True)
def _evaluated_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    async def evaluate(stack: str, _data: Path) -> Graph | None:
        if stack != "dev":
            raise LocalError(f"a traceback\nPulumi.{stack}.yaml is missing")
        return None

    monkeypatch.setattr(local.doctor, "evaluate", evaluate)


def remedy(options: Options, subject: str) -> str:
    [found] = [finding for finding in findings(options) if finding.subject == subject]
    return found.remedy


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Makes the working folder one where set-up is done, with all tools on the path."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "requirements.txt").touch()
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / ".runtime").touch()
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("chromium", "nginx", "pulumi", "az"):
        (tools / name).touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tools))
    return tmp_path


def test_a_machine_that_is_fine_gets_ok_throughout(
    machine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(FREE) == 0
    assert {line[:2] for line in capsys.readouterr().out.splitlines()} == {"ok"}
    assert machine.exists()


def test_a_missing_tool_for_deployment_is_told_and_no_failure(
    machine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (machine / "tools" / "pulumi").unlink()
    assert run(FREE) == 0
    assert "--  pulumi" in capsys.readouterr().out


def test_a_taken_port_is_a_failure(machine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server((LOOPBACK, 0)) as taken:
        port = taken.getsockname()[1]
        assert run(Options(command="doctor", port=port, function_port=0, web_port=0)) == 1
    assert f"port {port} (--port)" in capsys.readouterr().out
    assert machine.exists()


def test_a_lock_newer_than_the_packages_asks_for_set_up(machine: Path) -> None:
    os.utime(machine / ".venv" / ".runtime", (0, 0))
    assert remedy(FREE, "packages as locked") == (
        "run `make local`, which installs what requirements.txt pins"
    )


def test_a_program_that_fails_is_told_by_its_last_line(machine: Path) -> None:
    options = Options(command="doctor", stack="nope", port=0, function_port=0, web_port=0)
    assert remedy(options, "the program evaluates") == "Pulumi.nope.yaml is missing"
    assert machine.exists()


def test_a_folder_of_somebody_else_is_told(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, _mode: path != machine)
    data = machine / "not" / "there"
    options = Options(command="doctor", port=0, function_port=0, web_port=0, data=data)
    assert remedy(options, f"{data} can be written") == (
        f"{machine} belongs to somebody else; choose another folder: --data FOLDER"
    )
