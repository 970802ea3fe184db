"""The measurements as people read them."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.line import Line, Section

HEADINGS = ("", "ours", "theirs", "ratio", "min to max", "goal", "")
WIDTHS = (36, 12, 12, 8, 15, 8, 8)


def heading() -> str:
    """Returns the head of the table; `ours` and `theirs` are medians of the rounds."""
    return _columns(HEADINGS)


def rows(section: Section) -> Iterator[str]:
    """Yields the section's title, its notes and its lines."""
    yield ""
    yield section.title
    yield from (f"  {note}" for note in section.notes)
    for line in section.lines:
        yield _skipped(line) if line.skipped else _columns(_cells(line))


def _skipped(line: Line) -> str:
    return f"{line.name:<{WIDTHS[0]}}  skipped: {line.skipped}"


def _cells(line: Line) -> tuple[str, ...]:
    ratios = line.ratios
    spread = ratios or line.ours
    return (
        line.name,
        _number(median(line.ours), line.unit),
        _number(median(line.theirs), line.unit) if line.theirs else "",
        f"{median(ratios):.2f}x" if ratios else "",
        f"{min(spread):.2f} to {max(spread):.2f}" if len(spread) > 1 else "",
        str(line.goal or ""),
        line.verdict,
    )


def _number(value: float, unit: str) -> str:
    return f"{value:.0f} {unit}" if value >= 100 else f"{value:.2f} {unit}"  # noqa: PLR2004


def _columns(cells: tuple[str, ...]) -> str:
    first, *others = zip(cells, WIDTHS, strict=True)
    texts = [f"{first[0]:<{first[1]}}", *(f"{cell:>{width}}" for cell, width in others)]
    return "  ".join(texts).rstrip()
