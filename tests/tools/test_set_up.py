"""Set-up: the virtual environment and what is locked."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from tools import set_up

REQUIREMENTS = "requirements.txt"


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[list[str]]:
    """Runs nothing, and returns the commands that would have run; pip brings uv."""
    ran: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        ran.append(command)
        if "venv" in command:
            (tmp_path / "venv" / "bin").mkdir(parents=True)
            (tmp_path / "venv" / "bin" / "python").touch()
        if command[-1].endswith("uv.txt"):
            (tmp_path / "venv" / "bin" / "uv").touch()
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", run)
    return ran


def test_a_new_machine_gets_an_environment_then_uv_then_the_lock(
    commands: list[list[str]], tmp_path: Path
) -> None:
    venv = tmp_path / "venv"
    set_up.install(venv, REQUIREMENTS)
    assert commands[0] == [sys.executable, "-m", "venv", str(venv)]
    assert commands[1][-3:] == ["--require-hashes", "-r", str(venv / "bin" / "uv.txt")]
    assert commands[2][:3] == [str(venv / "bin" / "uv"), "pip", "install"]
    assert commands[2][-3:] == ["--require-hashes", "-r", REQUIREMENTS]
    assert (venv / ".runtime").exists()


@pytest.mark.usefixtures("commands")
def test_uv_comes_with_its_hashes_and_nothing_else(tmp_path: Path) -> None:
    set_up.install(tmp_path / "venv", REQUIREMENTS)
    first, *hashes = (tmp_path / "venv" / "bin" / "uv.txt").read_text().splitlines()
    assert first.startswith("uv==")
    assert {line.split("=sha256:")[0] for line in hashes} == {"    --hash"}


def test_a_second_set_up_installs_the_lock_alone(commands: list[list[str]], tmp_path: Path) -> None:
    set_up.install(tmp_path / "venv", REQUIREMENTS)
    commands.clear()
    set_up.install(tmp_path / "venv", "tests/requirements.txt")
    assert [command[1] for command in commands] == ["pip", "pip"]
    packages = ["packages/apim-gateway", "packages/app-runtime", "packages/gatehouse"]
    assert commands[1][-5::2] == packages
    assert (tmp_path / "venv" / ".development").exists()


def test_pip_serves_where_uv_has_no_build(
    monkeypatch: pytest.MonkeyPatch, commands: list[list[str]], tmp_path: Path
) -> None:
    venv = tmp_path / "venv"
    set_up.install(venv, REQUIREMENTS)
    (venv / "bin" / "uv").unlink()
    commands.clear()
    no_uv = subprocess.run
    monkeypatch.setattr(
        subprocess,
        "run",
        lambda command, **options: None if "uv.txt" in command[-1] else no_uv(command, **options),
    )
    set_up.install(venv, REQUIREMENTS)
    assert commands[-1][:4] == [str(venv / "bin" / "python"), "-m", "pip", "install"]


@pytest.mark.parametrize("version", [(3, 10, 9), (3, 14, 0), (2, 7, 18)])
def test_a_wrong_python_is_refused_with_the_remedy(version: tuple[int, int, int]) -> None:
    with pytest.raises(set_up.SetupError, match=r"3.11, 3.12 or 3.13 is needed.*PYTHON=python3.12"):
        set_up.install(Path("unused"), REQUIREMENTS, version)


def test_half_an_environment_is_not_left_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    venv = tmp_path / "venv"

    def fail(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        (venv / "bin").mkdir(parents=True)
        return subprocess.CompletedProcess(command, 1)

    monkeypatch.setattr(subprocess, "run", fail)
    assert set_up.main([str(venv), REQUIREMENTS]) == 1
    assert "apt-get install python3-venv" in capsys.readouterr().err
    assert not venv.exists()


def test_success_is_exit_code_0(commands: list[list[str]], tmp_path: Path) -> None:
    assert set_up.main([str(tmp_path / "venv"), REQUIREMENTS]) == 0
    assert len(commands) == 4


def test_as_a_script_it_takes_its_words_from_the_command_line(
    monkeypatch: pytest.MonkeyPatch, commands: list[list[str]], tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "argv", ["setup.py", str(tmp_path / "venv"), REQUIREMENTS])
    with pytest.raises(SystemExit) as caught:
        runpy.run_path(set_up.__file__, run_name="__main__")
    assert caught.value.code == 0
    assert len(commands) == 4
