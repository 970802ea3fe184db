"""A plan for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatehouse.planning.lines import headline, stack_lines
from gatehouse.planning.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatehouse.planning.lines import Line
    from gatehouse.planning.report import Plan

COLOURS = {"+": "\x1b[32m", "-": "\x1b[31m", "~": "\x1b[33m", "!": "\x1b[1;33m"}
PLAIN = "\x1b[0m"


def text(plan: Plan, *, colour: bool = False) -> Iterator[str]:
    """Yields the plan's lines, with ANSI colours if wanted."""
    yield printable(f"This folder against {plan.base}")
    for note in plan.notes:
        yield printable(f"! {note}")
    for stack in plan.stacks:
        yield ""
        yield printable(f"{stack.stack}: {headline(stack, plan.currency)}")
        for line in stack_lines(stack):
            yield _painted(line) if colour and line.mark else _laid_out(line)


def _laid_out(line: Line) -> str:
    return printable(f"{'  ' * (line.depth + 1)}{line.mark or ' '} {line.text}").rstrip()


def _painted(line: Line) -> str:
    return f"{COLOURS[line.mark]}{_laid_out(line)}{PLAIN}"
