"""The folder of one run of the measurements, and its number of rounds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bench.program_copy import copy_program

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
U = TypeVar("U")

ROOT = Path(__file__).parents[1]
STACK = "dev"


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A folder for everything that a run leaves behind."""

    folder: Path
    quick: bool = False

    def rounds(self, number: int) -> int:
        """Returns the number of rounds: one when it has to be quick."""
        return 1 if self.quick else number

    def interleave(
        self, number: int, ours: Callable[[], T], theirs: Callable[[], U]
    ) -> tuple[tuple[T, ...], tuple[U, ...]]:
        """Calls both in each round, every second time the other way round, after one warm-up.

        What slows the machine down for a while then slows both of them.
        """
        if not self.quick:
            ours(), theirs()
        rounds: list[tuple[T, U]] = []
        for number_of_round in range(self.rounds(number)):
            if number_of_round % 2:
                second = theirs()
                rounds.append((ours(), second))
            else:
                first = ours()
                rounds.append((first, theirs()))
        return tuple(our for our, _ in rounds), tuple(their for _, their in rounds)

    @cached_property
    def program(self) -> Path:
        """A copy of the program in which no rate limit stops the load."""
        return copy_program(ROOT, self.folder / "program")
