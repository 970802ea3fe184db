"""Lines for the person in front of the terminal, each with the name of who says it."""

from __future__ import annotations

import sys

WIDTH = 9


def log(name: str, text: str) -> None:
    """Prints every line of `text` behind the name."""
    for line in text.splitlines():
        print(f"{name:<{WIDTH}}| {line}", file=sys.stderr, flush=True)
