from __future__ import annotations

import platform
import sys
from typing import TYPE_CHECKING

import pytest

from app_runtime.environments.interpreter import find_interpreter

if TYPE_CHECKING:
    from pathlib import Path

OWN = ".".join(platform.python_version_tuple()[:2])
OTHER = "3.99"


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hides every other Python of the machine."""
    find_interpreter.cache_clear()
    for name in ("PYENV_ROOT", "UV_PYTHON_INSTALL_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("PATH", str(tmp_path / "PATH"))


def _installed(file: Path, version: str) -> None:
    """Writes a program that answers as a Python of that version does; empty for a broken one."""
    file.parent.mkdir(parents=True)
    file.write_text(f"#!/bin/sh\necho {version}\nexit {0 if version else 127}\n")
    file.chmod(0o755)


@pytest.mark.parametrize("declared", [OWN, ""])
def test_the_python_that_runs_is_taken_when_no_other_is_declared(declared: str) -> None:
    found = find_interpreter(declared)
    assert (found.version, found.note) == (platform.python_version(), "")
    assert found.path.exists()


@pytest.mark.parametrize(
    "place",
    [
        f"PYENV_ROOT/versions/{OTHER}.1/bin/python{OTHER}",
        f"UV_PYTHON_INSTALL_DIR/cpython-{OTHER}.1-linux/bin/python{OTHER}",
        f"PATH/python{OTHER}",
    ],
)
def test_the_declared_python_is_found_where_it_is_installed(tmp_path: Path, place: str) -> None:
    _installed(tmp_path / place, f"{OTHER}.1")
    found = find_interpreter(OTHER)
    assert (found.path, found.version, found.note) == (tmp_path / place, f"{OTHER}.1", "")


@pytest.mark.parametrize("version", ["", "3.9.1"])
def test_what_only_has_its_name_is_not_taken(tmp_path: Path, version: str) -> None:
    _installed(tmp_path / f"PATH/python{OTHER}", version)
    found = find_interpreter(OTHER)
    assert found.note == (
        f"Python {OTHER} is declared and not installed here: runs on {platform.python_version()}; "
        f"`uv python install {OTHER}` brings it"
    )


def test_without_the_declared_python_it_is_this_one() -> None:
    assert find_interpreter(OTHER).version == platform.python_version()


def test_what_is_no_program_is_not_taken(tmp_path: Path) -> None:
    _installed(tmp_path / f"PATH/python{OTHER}", OTHER)
    (tmp_path / f"PATH/python{OTHER}").write_text("no program")
    assert find_interpreter(OTHER).path.name.startswith(sys.executable.rpartition("/")[2][:6])
