"""One line of the table: what was measured round by round, and whether it is good enough."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A bound, which the median has to keep: of the ratios, or of our values without a rival."""

    bound: float
    at_least: bool = False
    """True when more is better; otherwise the bound is the most that is allowed."""

    def met(self, value: float) -> bool:
        """Returns whether the value is within the bound."""
        return value >= self.bound if self.at_least else value <= self.bound

    def __str__(self) -> str:
        """Renders the bound."""
        return f"{'≥' if self.at_least else '≤'} {self.bound:g}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Values of the rounds, ours beside a rival's of the same round."""

    name: str
    unit: str
    ours: tuple[float, ...] = ()
    theirs: tuple[float, ...] = ()
    """Empty when there is nothing to compare with."""
    goal: Goal | None = None
    skipped: str = ""
    """The reason why nothing was measured, and the remedy."""

    @property
    def ratios(self) -> tuple[float, ...]:
        """Ours over theirs, within each round."""
        if not self.theirs:
            return ()
        return tuple(our / their for our, their in zip(self.ours, self.theirs, strict=True))

    def difference(self, name: str, goal: Goal | None = None) -> Line:
        """Returns the line of how much ours is more than theirs, within each round."""
        rounds = zip(self.ours, self.theirs, strict=True)
        ours = tuple(our - their for our, their in rounds)
        return Line(name=name, unit=self.unit, ours=ours, goal=goal, skipped=self.skipped)

    @property
    def verdict(self) -> str:
        """`ok`, `miss` or `skipped`; empty where there is no goal."""
        if self.skipped:
            return "skipped"
        if self.goal is None:
            return ""
        return "ok" if self.goal.met(median(self.ratios or self.ours)) else "miss"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Lines that belong together, under what they compare and how."""

    title: str
    notes: tuple[str, ...]
    lines: tuple[Line, ...]
