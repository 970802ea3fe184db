"""A plan as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatehouse.planning.lines import Line, headline, stack_lines

if TYPE_CHECKING:
    from gatehouse.planning.report import Plan


def test_the_headline_sums_up(plan: Plan) -> None:
    assert [headline(stack, "USD") for stack in plan.stacks] == [
        "+1 ~1 -1; about 10.00 USD a month (-2.50); 2 security findings (1 new)",
        "no changes; about 3.00 USD a month; no security findings",
    ]


def test_everything_has_a_line(plan: Plan) -> None:
    assert list(stack_lines(plan.stacks[0])) == [
        Line("!", 0, "main has no such stack: everything is new"),
        Line("+", 0, "Api         one"),
        Line("~", 0, "Api/Policy  names"),
        Line("~", 2, 'format  "xml" → "rawxml"'),
        Line("+", 2, "new     1"),
        Line("-", 2, "old     1"),
        Line("", 2, "value"),
        Line("", 3, "@@ -1,2 +1,2 @@"),
        Line("", 3, "<a>"),
        Line("-", 3, "  <b/>"),
        Line("+", 3, "  <c/>"),
        Line("-", 0, "Web/Site    two"),
        Line("", 0, "cost a month, estimated (`make cost` lists all and the assumptions)"),
        Line("", 1, "     2.50 →      0.00  Web/Site  two"),
        Line("", 1, "     0.00 →         ?  Api  one"),
        Line("!", 1, "not in the sum: Api one: no row"),
        Line("", 0, "security (2 put right)"),
        Line("!", 1, "new: a new one"),
        Line("", 1, "an old one"),
        Line("!", 1, "new exemption: left alone"),
    ]


def test_nothing_has_none(plan: Plan) -> None:
    assert list(stack_lines(plan.stacks[1])) == []
