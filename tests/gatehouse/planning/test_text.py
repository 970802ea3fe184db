"""A plan in a terminal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gatehouse.planning.text import text

if TYPE_CHECKING:
    from gatehouse.planning.report import Plan


def test_marks_stand_below_each_other(plan: Plan) -> None:
    assert list(text(plan))[:10] == [
        "This folder against main (12345678)",
        "! main has 2 commits more",
        "",
        "dev: +1 ~1 -1; about 10.00 USD a month (-2.50); 2 security findings (1 new)",
        "  ! main has no such stack: everything is new",
        "  + Api         one",
        "  ~ Api/Policy  names",
        '      ~ format  "xml" → "rawxml"',
        "      + new     1",
        "      - old     1",
    ]


def test_what_changes_is_coloured_where_it_is_asked_for(plan: Plan) -> None:
    lines = list(text(plan, colour=True))
    assert lines[5:7] == [
        "\x1b[32m  + Api         one\x1b[0m",
        "\x1b[33m  ~ Api/Policy  names\x1b[0m",
    ]
    assert "        value" in lines


def test_no_value_steers_the_terminal(plan: Plan) -> None:
    change = replace(plan.stacks[0].changes[0], name="\x1b[2J\n::error::")
    stack = replace(plan.stacks[0], note="\x1b", changes=(change,))
    lines = text(replace(plan, base="\x1b", notes=("\x1b",), stacks=(stack,)))
    assert {"\x1b", "\n"} & set("".join(lines)) == set()
