"""Lines for the person in front of the terminal, each with the name of who says it."""

from __future__ import annotations

import sys

from gatehouse.laptop.speech import say

WIDTH = 9


def log(name: str, text: str) -> None:
    """Prints every line of `text` behind the name."""
    for line in text.splitlines():
        say(f"{name:<{WIDTH}}| {line}", sys.stderr)
