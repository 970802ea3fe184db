"""Makes an app's virtual environment, once for each state of its requirements.

It lies in the cache, in a folder named by a hash of all that decides its content. So a second start
makes nothing, apps with the same requirements share one, and an edit of requirements.txt leads to
another folder while the old one still serves.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from uv import find_uv_bin

from app_runtime.cache import cache_folder
from app_runtime.environments.interpreter import find_interpreter
from app_runtime.environments.requirements import read_requirements
from app_runtime.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from app_runtime.environments.interpreter import Interpreter
    from app_runtime.environments.requirements import Requirements

DONE = ".complete"
"""Stands in an environment whose installation came to its end."""
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, slots=True)
class AppEnvironment:
    """An app's own Python with the app's own packages, and no others."""

    python: Path
    version: str
    """Such as `3.12.1`."""
    note: str
    """What its author should know, a line each: another Python than the declared one, say."""

    @property
    def bin(self) -> Path:
        """The folder of its programs, such as gunicorn."""
        return self.python.parent


def make_environment(
    folder: Path,
    python_version: str,
    *,
    provided: Sequence[str] = (),
    report: Callable[[str], None] = lambda _: None,
) -> AppEnvironment:
    """Returns the environment of the app in `folder`, and makes it if it isn't there yet.

    `python_version` is the declared one, such as `3.12`. `provided` are the distributions that
    Azure's own image brings to an app that does not list them, such as `gunicorn`. `report` takes
    a line before something is installed.

    Raises AppError when the folder names no packages, or names some that can't be installed.
    """
    requirements, interpreter = read_requirements(folder), find_interpreter(python_version)
    home = cache_folder("environments") / _name(requirements, interpreter, provided)
    with _alone(home):
        if not (home / DONE).exists():
            report(f"installing the packages of {requirements.file} for {interpreter.version}")
            _make(home, requirements, interpreter, provided)
    notes = filter(None, (interpreter.note, requirements.note))
    return AppEnvironment(home / "bin" / "python", interpreter.version, "\n".join(notes))


def _name(requirements: Requirements, interpreter: Interpreter, provided: Sequence[str]) -> str:
    python = f"{interpreter.path} {interpreter.version}"
    parts = (requirements.content, python.encode(), "\n".join(provided).encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:20]


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Keeps two processes from making one environment: a check and a local run, say."""
    with home.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make(
    home: Path, requirements: Requirements, interpreter: Interpreter, provided: Sequence[str]
) -> None:
    shutil.rmtree(home, ignore_errors=True)  # of an installation that was interrupted
    python = home / "bin" / "python"
    _uv("venv", "--no-project", "--python", str(interpreter.path), str(home), file=requirements)
    if requirements.is_lock:
        _uv("sync", "--frozen", "--no-dev", "--no-install-project", file=requirements, home=home)
    else:
        _uv(
            "pip",
            "install",
            "--python",
            str(python),
            "-r",
            requirements.file.name,
            file=requirements,
        )
    missing = [one for one in provided if not _has(home, one)]
    if missing:
        _uv("pip", "install", "--python", str(python), *missing, file=requirements)
    (home / DONE).touch()


def _has(home: Path, distribution: str) -> bool:
    """Returns whether the environment has the distribution, whatever its version."""
    name = re.split(r"[\s<>=!~;\[]", distribution, maxsplit=1)[0].replace("-", "_")
    return any(home.glob(f"lib/*/site-packages/{name}-*.dist-info"))


def _uv(*arguments: str, file: Requirements, home: Path | None = None) -> None:
    """Runs uv in the app's folder; raises AppError with uv's own words."""
    environ = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    if home is not None:
        environ["UV_PROJECT_ENVIRONMENT"] = str(home)
    done = subprocess.run(  # the arguments are this module's own
        [find_uv_bin(), *arguments, "--quiet", "--system-certs", "--no-python-downloads"],
        cwd=file.file.parent,
        env=environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise AppError(
            f"the packages of {file.file} can't be installed; allowed are packages that exist and "
            f"go together; correct the file. uv says:\n{COLOURS.sub('', done.stderr).strip()}"
        )
