"""Something that a person should know before an app moves in, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, order=True)
class Place:
    """A line of a file; the path is as the person would type it."""

    file: Path
    line: int

    def __str__(self) -> str:
        """Writes it as editors and compilers do."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, kw_only=True)
class Hint:
    """One thing to do or to know."""

    says: str
    """What is so, in a sentence without a full stop."""
    remedy: str
    """What to do; a command stands in backticks."""
    place: Place | None = None

    def __str__(self) -> str:
        """Writes where, what, and below it the remedy."""
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.says}\n    → {self.remedy}"
