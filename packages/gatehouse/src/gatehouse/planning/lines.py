"""A plan's stack as lines, each with a mark, such as `+` for what is added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gatehouse.planning.report import PropertyChange, ResourceChange, StackPlan


@dataclass(frozen=True, slots=True)
class Line:
    """One line; the mark is `+`, `-`, `~`, `!` for what to look at, or empty."""

    mark: str
    depth: int
    text: str


def headline(stack: StackPlan, currency: str) -> str:
    """Returns the stack's changes, cost and findings in one line."""
    counts = [f"{mark}{stack.count(mark)}" for mark in "+~-" if stack.count(mark)]
    # Less than half a cent, up or down, is no change: rounded, it may read `-0.00`.
    change = amount(stack.cost_after - stack.cost_before)
    delta = "" if change in {"0.00", "-0.00"} else f" ({'' if change[0] == '-' else '+'}{change})"
    new = f" ({stack.new_findings} new)" if stack.new_findings else ""
    return (
        f"{' '.join(counts) or 'no changes'}; "
        f"about {amount(stack.cost_after)} {currency} a month{delta}; "
        f"{len(stack.findings) or 'no'} security findings{new}"
    )


def amount(monthly: float | None) -> str:
    """Returns the sum with cents, or a question mark where nobody knows it."""
    return "?" if monthly is None else f"{monthly:.2f}"


def stack_lines(stack: StackPlan) -> Iterator[Line]:
    """Yields everything about the stack that the headline sums up."""
    if stack.note:
        yield Line("!", 0, stack.note)
    width = _width([change.place for change in stack.changes])
    for change in stack.changes:
        yield from _change(change, width)
    yield from _costs(stack)
    yield from _security(stack)


def _change(change: ResourceChange, width: int) -> Iterator[Line]:
    yield Line(change.mark, 0, f"{change.place:<{width}}  {change.name}")
    paths = _width([one.path for one in change.properties if not one.lines])
    for one in change.properties:
        yield from _property(one, paths)


def _property(change: PropertyChange, width: int) -> Iterator[Line]:
    if change.lines:
        yield Line("", 2, change.path)
        for line in change.lines:
            mark, text = (line[:1], line[1:]) if line[:1] in {"+", "-", " "} else ("", line)
            yield Line(mark.strip(), 3, text)
    elif change.before is None:
        yield Line("+", 2, f"{change.path:<{width}}  {change.after}")
    elif change.after is None:
        yield Line("-", 2, f"{change.path:<{width}}  {change.before}")
    else:
        yield Line("~", 2, f"{change.path:<{width}}  {change.before} → {change.after}")


def _costs(stack: StackPlan) -> Iterator[Line]:
    if stack.costs:
        yield Line("", 0, "cost a month, estimated (`make cost` lists all and the assumptions)")
    for one in stack.costs:
        sums = f"{amount(one.before):>9} → {amount(one.after):>9}"
        yield Line("", 1, f"{sums}  {one.place}  {one.name}")
    for text in stack.unknown_costs:
        yield Line("!", 1, f"not in the sum: {text}")


def _security(stack: StackPlan) -> Iterator[Line]:
    new_exemptions = sorted({one.text for one in stack.exemptions if one.is_new})
    if stack.findings or stack.fixed or new_exemptions:
        yield Line("", 0, f"security ({stack.fixed} put right)" if stack.fixed else "security")
    # New ones first: of many that are known, the one that the branch adds must not get lost.
    for one in sorted(stack.findings, key=lambda one: not one.is_new):
        yield Line("!" if one.is_new else "", 1, f"{'new: ' if one.is_new else ''}{one.text}")
    for text in new_exemptions:
        yield Line("!", 1, f"new exemption: {text}")


def _width(texts: Sequence[str]) -> int:
    return max(map(len, texts), default=0)
