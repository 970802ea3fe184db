"""Finds the Python that an app is declared to run on."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ASK = "import platform; print(platform.python_version())"
"""Prints the version; a shim that only pretends to be that Python fails here."""
TIMEOUT_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Interpreter:
    """A Python of this machine."""

    path: Path
    version: str
    """Such as `3.12.1`."""
    declared: str
    """What was asked for, such as `3.12`."""

    @property
    def note(self) -> str:
        """One line when it is another Python than the declared one; else empty."""
        if not self.declared or f"{self.version}.".startswith(f"{self.declared}."):
            return ""
        return (
            f"Python {self.declared} is declared and not installed here: runs on {self.version}; "
            f"`uv python install {self.declared}` brings it"
        )


@lru_cache(maxsize=8)
def find_interpreter(declared: str) -> Interpreter:
    """Returns an installed Python `declared`, such as `3.12`; this process's own without one.

    Where nothing is declared, which is the empty text, this process's own will do.
    """
    if not declared or f"{platform.python_version()}.".startswith(f"{declared}."):
        return Interpreter(_own(), platform.python_version(), declared)
    for path in _candidates(declared):
        version = _version(path)
        if f"{version}.".startswith(f"{declared}."):
            return Interpreter(path, version, declared)
    return Interpreter(_own(), platform.python_version(), declared)


def _own() -> Path:
    """Returns the Python that this process's virtual environment was made of."""
    # sys._base_executable is what venv itself goes by: a private name that all versions have.
    return Path(getattr(sys, "_base_executable", sys.executable))


def _candidates(declared: str) -> Iterator[Path]:
    """Yields what may be that Python: of pyenv, of uv, on the path.

    On the path last: pyenv's shims stand there, and one that isn't selected takes half a second
    to say so.
    """
    name = f"python{declared}"
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    uv = Path(os.environ.get("UV_PYTHON_INSTALL_DIR") or Path.home() / ".local/share/uv/python")
    for folder, pattern in ((pyenv / "versions", declared), (uv, f"cpython-{declared}")):
        yield from sorted(folder.glob(f"{pattern}*/bin/{name}"), reverse=True)
    on_path = shutil.which(name)
    if on_path is not None:
        yield Path(on_path)


def _version(path: Path) -> str:
    """Returns what the Python says of itself; empty when it can't run."""
    try:
        asked = subprocess.run(  # the path was found, nobody typed it
            [str(path), "-I", "-c", ASK],
            capture_output=True,
            text=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return asked.stdout.strip() if asked.returncode == 0 else ""
