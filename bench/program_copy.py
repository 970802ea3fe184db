"""A copy of the program whose rate limits count as always but let everything through."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

UNLIMITED = str(2**31 - 1)
"""The largest number of calls that the gateway takes."""

LEFT_OUT = (
    ".*_cache",
    ".ci",
    ".coverage*",
    ".git",
    ".github",
    ".local",
    ".venv*",
    "__pycache__",
    "bench",
    "docs",
    "tests",
)
CALLS = re.compile(r'(<rate-limit(?:-by-key)?\b[^>]*?\bcalls=")\d+(")')


def copy_program(program: Path, to: Path) -> Path:
    """Copies the folder and raises `calls` of every rate limit in it; returns `to`."""
    shutil.copytree(program, to, ignore=shutil.ignore_patterns(*LEFT_OUT))
    for policy in (to / "policies").glob("**/*.xml"):
        text = policy.read_text(encoding="utf-8")
        policy.write_text(without_limit(text), encoding="utf-8")
    return to


def without_limit(policy: str) -> str:
    """Returns the policy document with the largest `calls`; nothing else of it changes."""
    return CALLS.sub(rf"\g<1>{UNLIMITED}\g<2>", policy)
