"""The workflows as actionlint sees them, and the scripts in them as shellcheck does."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


WRONG = """\
on: push
jobs:
  one:
    runs-on: ubuntu-24.04
    steps:
      - run: echo ${{ unknown }}
"""


@pytest.fixture(scope="module")
def actionlint(root: Path) -> str:
    script = root / "tests" / "workflows" / "build.sh"
    built = subprocess.run(["bash", str(script)], check=False, capture_output=True, text=True)
    if built.returncode != 0:
        message = f"actionlint can't be built: {built.stderr}"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return built.stdout.strip()


def test_actionlint_has_nothing_to_say(actionlint: str, root: Path) -> None:
    done = subprocess.run(
        [actionlint, "-no-color"], cwd=root, check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_actionlint_would_say_something(actionlint: str, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(WRONG)
    done = subprocess.run([actionlint, str(wrong)], check=False, capture_output=True, text=True)
    assert (done.returncode, 'undefined variable "unknown"' in done.stdout) == (1, True)
