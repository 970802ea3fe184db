"""The short forms of commands."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("plan", "plan --base 'main'"),
        ("plan BASE=HEAD~1 ARGS=--format=json", "plan --base 'HEAD~1' --format=json"),
        ("cost", "cost"),
        ("down", "down --stack dev"),
        ("down STACK=prod ARGS=--yes", "down --stack prod --yes"),
    ],
)
def test_make_passes_on_what_it_is_given(root: Path, short: str, long: str) -> None:
    # As if the packages were there: what set-up does is another matter.
    command = ["make", "--dry-run", "--no-print-directory", "-o", ".venv/.runtime", *short.split()]
    done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1].rstrip() == f".venv/bin/python -m local {long}"
