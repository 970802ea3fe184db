"""A plan on GitHub, where what a stranger wrote must not become markup."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gatehouse.planning.markdown import markdown
from gatehouse.planning.report import PropertyChange, ResourceChange, StackPlan

if TYPE_CHECKING:
    from gatehouse.planning.report import Plan

COMMENT = 65_536
"""Characters that GitHub takes."""


def test_a_table_comes_first_and_details_are_folded(plan: Plan) -> None:
    lines = markdown(plan).splitlines()
    assert lines[:12] == [
        "<!-- gatehouse plan -->",
        "### Offline plan against `main (12345678)`",
        "",
        "> `main has 2 commits more`",
        "",
        "| stack | added | changed | removed | `USD` a month | findings |",
        "|---|--:|--:|--:|--:|--:|",
        "| `dev` | 1 | 1 | 1 | 12.50 → 10.00 | 2, **1 new** |",
        "| `prod` | 0 | 0 | 0 | 3.00 → 3.00 | 0 |",
        "",
        "Found without Azure: `pulumi preview` knows what is replaced. Costs are estimates.",
        "",
    ]
    title = "dev: +1 ~1 -1; about 10.00 USD a month (-2.50); 2 security findings (1 new)"
    assert lines[12:20] == [
        f"<details><summary><code>{title}</code></summary>",
        "",
        "```diff",
        "! main has no such stack: everything is new",
        "+ Api         one",
        "! Api/Policy  names",
        '!     format  "xml" → "rawxml"',
        "+     new     1",
    ]


def many(number: int) -> StackPlan:
    changes = (ResourceChange(mark="+", place="Web/Site", name=f"site-{n}") for n in range(number))
    return StackPlan(stack="dev", changes=tuple(changes))


@pytest.mark.parametrize("stacks", [1, 2, 300])
def test_a_comment_is_never_longer_than_github_takes(plan: Plan, stacks: int) -> None:
    told = markdown(replace(plan, stacks=(many(3_000),) * stacks))
    assert len(told) < COMMENT
    assert told.count("```") == 2 * min(stacks, 20)
    assert " more lines: make plan" in told


def test_what_fits_is_told_in_full(plan: Plan) -> None:
    assert "more lines" not in markdown(replace(plan, stacks=(many(500),)))


@pytest.mark.parametrize(
    "hostile",
    [
        "```\n\n# Approved\n@everyone",
        "````` </details>",
        "<img src=x>",
        "| a |\n`b`",
        "\x1b[2J",
        "a</code><img>",
    ],
)
def test_markup_stays_text(plan: Plan, hostile: str) -> None:
    change = ResourceChange(
        mark="`",
        place=hostile,
        name=hostile,
        properties=(PropertyChange(path=hostile, lines=(hostile,)),),
    )
    stack = StackPlan(stack=hostile, note=hostile, changes=(change,), unknown_costs=(hostile,))
    hostile_plan = replace(plan, base=hostile, currency=hostile, notes=(hostile,), stacks=(stack,))
    lines = markdown(hostile_plan).splitlines()
    fence = next(line for line in lines if line.endswith("diff")).removesuffix("diff")
    opened, closed = lines.index(f"{fence}diff"), lines.index(fence)
    inside = lines[opened + 1 : closed]
    outside = re.sub("`[^`]*`|<code>.*</code>", "", "\n".join(lines[:opened] + lines[closed:]))
    assert [line for line in inside if line.lstrip().startswith(fence)] == []
    for markup in ("Approved", "<img", "</details> ", "@everyone", "a |\n", "\x1b"):
        assert markup not in outside
    assert lines[closed:] == [fence, "", "</details>"]
