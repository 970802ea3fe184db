from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tools import lock_app

GROUP = """\
import sys, pathlib
[*_, extra, _, output] = sys.argv
lines = ["fastapi==2", "starlette==1"] + pathlib.Path(extra).read_text().split("\\n")
names = [line if "==" in line else f"{line}==9" for line in lines if line]
pathlib.Path(output).write_text("".join(f"{one} \\\\\n    --hash=sha256:new\\n" for one in names))
"""
"""Stands for uv: pins two packages, and those of the file that it is given."""


@pytest.fixture
def command(tmp_path: Path) -> list[str]:
    (tmp_path / "uv.py").write_text(GROUP.replace("\\\\\n", "\\\\\\n"))
    return [sys.executable, str(tmp_path / "uv.py")]


def _locked(tmp_path: Path, command: list[str], given: str | None) -> str:
    file = tmp_path / "requirements.txt"
    if given is not None:
        file.write_text(given)
    assert lock_app.main([str(file), *command]) == 0
    return file.read_text()


def _pins(text: str) -> list[str]:
    return [line.rstrip(" \\") for line in text.splitlines() if "--hash" not in line]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, ["fastapi==2", "starlette==1"]),
        ("fastapi==1 \\\n    --hash=sha256:old\n", ["fastapi==2", "starlette==1"]),
        (
            "FastAPI==1 \\\n    --hash=sha256:old\nhttpx  # to call others\n",
            ["fastapi==2", "starlette==1", "httpx==9"],
        ),
        (
            "fastapi==1 \\\n    --hash=sha256:old\nhttpx==3 \\\n    --hash=sha256:old\n",
            ["fastapi==2", "starlette==1", "httpx==3"],
        ),
    ],
)
def test_what_somebody_added_stays(
    tmp_path: Path, command: list[str], given: str | None, expected: list[str]
) -> None:
    assert _pins(_locked(tmp_path, command, given)) == expected


def test_an_app_that_is_left_out_gets_no_file(
    tmp_path: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "function_app" / "requirements.txt"
    assert lock_app.main([str(file), *command]) == 0
    assert (file.exists(), capsys.readouterr().out) == (
        False,
        f"{file} is of an app that is left out\n",
    )


def test_a_file_of_an_apps_own_is_left_alone(
    tmp_path: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert _locked(tmp_path, command, "# mine\nflask>=3\n") == "# mine\nflask>=3\n"
    assert "it is yours, and left as it is" in capsys.readouterr().out


def test_a_command_that_fails_leaves_the_file(tmp_path: Path) -> None:
    file = tmp_path / "requirements.txt"
    file.write_text("fastapi==1 --hash=sha256:old\n")
    with pytest.raises(subprocess.CalledProcessError):
        lock_app.main([str(file), "false"])
    assert file.read_text() == "fastapi==1 --hash=sha256:old\n"


def test_it_runs_as_a_script(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("flask>=3\n")
    script = [sys.executable, str(Path(lock_app.__file__)), str(tmp_path / "requirements.txt")]
    assert subprocess.run(script, check=False).returncode == 0
