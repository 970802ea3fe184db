"""Child processes as a user's shell starts them: with compiled modules kept from run to run."""

from __future__ import annotations

import os
import subprocess
import time
from typing import TYPE_CHECKING

from bench.errors import BenchError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

COMPLAINT = 2000
"""Characters of a failed child's last words that are passed on."""


def environment(**more: str) -> Mapping[str, str]:
    """Returns this process's environment, in which children may keep compiled modules."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, **more}


def output(command: Sequence[str], folder: Path, variables: Mapping[str, str] | None = None) -> str:
    """Returns the command's output; raises BenchError with its complaint when it fails."""
    done = subprocess.run(
        command,
        cwd=folder,
        env=variables or environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise BenchError(
            f"{' '.join(command)} ended with exit code {done.returncode}; allowed is 0. Run it in "
            f"{folder} to see why:\n{(done.stdout + done.stderr)[-COMPLAINT:]}"
        )
    return done.stdout


def seconds(command: Sequence[str], folder: Path) -> float:
    """Returns the seconds from the command's start to its exit; raises BenchError when it fails."""
    started = time.perf_counter()
    output(command, folder)
    return time.perf_counter() - started
