"""Decides whether a process that has ended by itself is replaced, or waits for a save."""

from __future__ import annotations

import asyncio

DEATHS = 3
"""So often in a row a process is replaced; code that ends it again and again needs an edit."""
OLD_AGE = 10.0
"""Seconds after which the end of a process is the first in a row."""


class Replacements:
    """Counts the ends in a row of one host's processes."""

    def __init__(self) -> None:
        self._deaths = 0
        self._serving_since = 0.0

    def served(self) -> None:
        """Notes that a process serves from now on."""
        self._serving_since = asyncio.get_running_loop().time()

    def another(self) -> bool:
        """Counts the end of the process that served; returns whether another one may start."""
        age = asyncio.get_running_loop().time() - self._serving_since
        self._deaths = 1 if age > OLD_AGE else self._deaths + 1
        return self._deaths <= DEATHS
