"""Makes a virtual environment and installs one lock file into it, before anything else can run.

Runs on whatever `python3` is: standard library only, and syntax that Python 3.7 can read, so that
the wrong version gets a sentence and not a traceback.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

STAMPS = {"requirements.txt": ".runtime", "tests/requirements.txt": ".development"}
FROM = ["--require-hashes", "-r"]
"""Takes no file but those that the lock was made of."""
PACKAGES = [
    "--no-deps",
    "-e",
    "packages/apim-gateway",
    "-e",
    "packages/app-runtime",
    "-e",
    "packages/gatehouse",
]
"""Of this repository: what they need stands in the lock."""
UV = re.compile(r"^uv==.*(\n +--hash=.*)*", re.MULTILINE)
"""Its version and hashes, each on a line."""
OLDEST, TOO_NEW = (3, 11), (3, 14)


class SetupError(Exception):
    """Set-up can't go on; the message says what to do."""


def main(arguments: list[str]) -> int:
    """Takes the environment's folder and the lock file; returns the exit code."""
    try:
        install(Path(arguments[0]), arguments[1])
    except SetupError as error:
        print(f"set-up: {error}", file=sys.stderr)
        return 1
    return 0


def install(venv: Path, lock: str, version: tuple[int, int, int] = sys.version_info[:3]) -> None:
    """Makes the virtual environment if it is missing and installs what `lock` pins."""
    _check_version(version)
    started = time.monotonic()
    print(f"set-up: installing {lock} into {venv} ...", flush=True)
    python = venv / "bin" / "python"
    if not python.exists():
        _make_environment(venv)
    _run([*_installer(python, lock), *FROM, lock], "the packages could not be installed")
    _run(
        [*_installer(python, lock), *PACKAGES], "this repository's packages could not be installed"
    )
    (venv / STAMPS[lock]).touch()
    print(f"set-up: done in {time.monotonic() - started:.0f} s")


def _check_version(version: tuple[int, int, int]) -> None:
    if not OLDEST <= version[:2] < TOO_NEW:
        raise SetupError(
            f"this is Python {'.'.join(map(str, version))}; 3.11, 3.12 or 3.13 is needed. "
            "Install one and name it, for example: make local PYTHON=python3.12"
        )


def _make_environment(venv: Path) -> None:
    remedy = "the virtual environment could not be made; on Debian: apt-get install python3-venv"
    try:
        _run([sys.executable, "-m", "venv", str(venv)], remedy)
    except SetupError:
        shutil.rmtree(str(venv), ignore_errors=True)  # half of one would look like a whole one
        raise


def _installer(python: Path, lock: str) -> list[str]:
    """Uses uv, which takes seconds; pip, which takes a minute, where uv has no build."""
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    uv = python.with_name("uv")
    if not uv.exists():
        pin = python.with_name("uv.txt")
        pin.write_text(next(UV.finditer(Path(lock).read_text())).group())
        subprocess.run([*pip, *FROM, str(pin)], check=False, stderr=subprocess.DEVNULL)
    if uv.exists():
        # The system's certificates: behind a company's proxy uv's own ones are not enough.
        return [str(uv), "pip", "install", "--quiet", "--system-certs", "--python", str(python)]
    return pip


def _run(command: list[str], remedy: str) -> None:
    if subprocess.run(command, check=False).returncode != 0:
        raise SetupError(f"{remedy} (the lines above say why)")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
