"""A plan for GitHub: a job's summary, or a comment below a pull request.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions#adding-a-job-summary
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from gatehouse.planning.lines import amount, headline, stack_lines
from gatehouse.planning.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatehouse.planning.lines import Line
    from gatehouse.planning.report import Plan, StackPlan

MARKER = "<!-- gatehouse plan -->"
"""An invisible first line, by which the comment of the last push is found again."""
MOST = 60_000
"""Characters; GitHub refuses comments of more than 65,536."""
LONGEST_LINE = 1_000
LONGEST_WORDS = 200
MOST_STACKS = 20
DIFF = {"~": "!"}
"""Marks that GitHub's `diff` highlighting writes in another way."""
SHORTEST_FENCE = 3
REST = "! {} more lines: make plan"


def markdown(plan: Plan) -> str:
    """Returns the plan in up to MOST characters.

    What the plan's maker could choose stands in code, where it can be no markup.
    """
    # Each stack gets an equal share: one with a thousand changes must not push the others out.
    head = "\n".join(_head(plan))
    stacks = plan.stacks[:MOST_STACKS]
    each = (MOST - len(head)) // max(1, len(stacks))
    return "\n".join([head, *(_details(one, plan.currency, each) for one in stacks)])


def _head(plan: Plan) -> Iterator[str]:
    yield f"{MARKER}\n### Offline plan against {_code(plan.base)}\n"
    for note in plan.notes[:1]:
        yield f"> {_code(note)}\n"
    yield f"| stack | added | changed | removed | {_code(plan.currency)} a month | findings |"
    yield "|---|--:|--:|--:|--:|--:|"
    for stack in plan.stacks[:MOST_STACKS]:
        yield _row(stack)
    yield "\nFound without Azure: `pulumi preview` knows what is replaced. Costs are estimates.\n"


def _row(stack: StackPlan) -> str:
    counts = " | ".join(str(stack.count(mark)) for mark in "+~-")
    cost = f"{amount(stack.cost_before)} → {amount(stack.cost_after)}"
    new = f", **{stack.new_findings} new**" if stack.new_findings else ""
    return f"| {_code(stack.stack)} | {counts} | {cost} | {len(stack.findings)}{new} |"


def _details(stack: StackPlan, currency: str, most: int) -> str:
    title = escape(printable(f"{stack.stack}: {headline(stack, currency)}")[:LONGEST_WORDS])
    lines = [_laid_out(line) for line in stack_lines(stack)]
    # Longer than any run of backticks in it, or a resource's name could end the block of code and
    # go on as markup: https://spec.commonmark.org/0.31.2/#fenced-code-blocks
    runs = re.findall("`+", "\n".join(lines))
    fence = "`" * max(SHORTEST_FENCE, *(1 + len(run) for run in runs), 0)
    opened = f"<details><summary><code>{title}</code></summary>\n\n{fence}diff"
    closed = f"{fence}\n\n</details>\n"
    return "\n".join([opened, *_fitting(lines, most - len(opened) - len(closed)), closed])


def _laid_out(line: Line) -> str:
    mark = DIFF.get(line.mark, line.mark) or " "
    return printable(f"{mark} {'  ' * line.depth}{line.text}"[:LONGEST_LINE]).rstrip()


def _fitting(lines: list[str], most: int) -> Iterator[str]:
    """Yields the lines that fit; in the place of the rest, the command that shows them."""
    left = most - len(REST) - len(str(len(lines)))
    for number, line in enumerate(lines):
        left -= len(line) + 1
        if left < 0:
            yield REST.format(len(lines) - number)
            return
        yield line


def _code(text: str) -> str:
    """Returns the text as a span of code; a bar would end a cell of the table."""
    return f"`{printable(text).replace('`', '').replace('|', '')[:LONGEST_WORDS] or '?'}`"
