"""What the lock files say of every package."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("[a-z]*", "examples/*")
FOUND = [path for folder in FOLDERS for path in ROOT.glob(f"{folder}/require*")]
LOCKS = ["requirements.txt", *(str(path.relative_to(ROOT)) for path in FOUND)]
PINNED = re.compile(r"[\w.-]+==[\w.]+( ; [^\\]+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_has_one_version_and_the_hashes_of_its_files(lock: str) -> None:
    lines = (ROOT / lock).read_text().splitlines()
    kinds = [
        "p" if PINNED.fullmatch(line) else "h" if HASH.fullmatch(line) else line for line in lines
    ]
    assert re.fullmatch("(ph+)+", "".join(kinds))


@pytest.mark.parametrize("lock", [one for one in LOCKS if "policy" not in one])
def test_what_is_deployed_is_what_runs_here(lock: str) -> None:
    def versions(name: str) -> set[str]:
        lines = (ROOT / name).read_text().splitlines()
        return {line.rstrip(" \\") for line in lines if not line.startswith(" ")}

    assert versions(lock) <= versions("tests/requirements.txt")


def test_what_runs_the_program_needs_no_package_of_an_app() -> None:
    apps = ("azure", "django", "fastapi", "flask", "gunicorn")
    block = f"import sys; sys.modules.update(dict.fromkeys({apps}))"
    load = (
        "import app_runtime, gatehouse.system.system, gatehouse.__main__, components.stack.system"
    )
    done = subprocess.run([sys.executable, "-c", f"{block}; {load}"], cwd=ROOT, check=False)
    assert done.returncode == 0
