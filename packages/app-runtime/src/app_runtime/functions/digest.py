"""A hash of everything that a function app's description follows from."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from app_runtime.environments.environment import AppEnvironment

INSIDE = Path(__file__).parents[1] / "inside"
CACHES = {
    "__pycache__",
    ".git",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".venv",
    "node_modules",
}
LARGE = 1_000_000
"""Bytes; a larger file counts by its size and time alone."""


def digest(folder: Path, environment: AppEnvironment, settings: Mapping[str, str]) -> str:
    """Returns the same text as long as the code, its packages and its settings are the same.

    It counts the worker's own code, too: another version of it may describe an app otherwise.
    """
    found = hashlib.sha256()
    found.update(json.dumps([str(environment.python), dict(sorted(settings.items()))]).encode())
    for root in (folder, INSIDE):
        for path in _files(root):
            found.update(f"\0{path.relative_to(root)}\0".encode())
            found.update(_content(path))
    return found.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(set(folders) - CACHES)
        yield from (Path(parent, name) for name in sorted(files))


def _content(path: Path) -> bytes:
    try:
        known = path.stat()
        if known.st_size > LARGE:
            return f"{known.st_size} {known.st_mtime_ns}".encode()
        return path.read_bytes()
    except OSError:  # gone meanwhile, or a link to nowhere: the code can't read it either
        return b""
