"""Runs git as somebody who needs no settings of this machine."""

from __future__ import annotations

import subprocess
from pathlib import Path

IDENTITY = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")


def git(*arguments: str, folder: Path = Path()) -> str:
    """Runs it in the folder and returns what it says."""
    command = ["git", "-C", str(folder), *IDENTITY, *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def commit_all(message: str, folder: Path = Path()) -> None:
    """Commits everything in the folder."""
    git("add", "--all", folder=folder)
    git("commit", "--quiet", "--message", message, folder=folder)
