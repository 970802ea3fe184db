"""A plan with one of everything."""

from __future__ import annotations

import pytest

from gatehouse.planning.report import (
    CostChange,
    Plan,
    PropertyChange,
    Remark,
    ResourceChange,
    StackPlan,
)


@pytest.fixture
def plan() -> Plan:
    """Two stacks: one where everything happens, one where nothing does."""
    changed = ResourceChange(
        mark="~",
        place="Api/Policy",
        name="names",
        properties=(
            PropertyChange(path="format", before='"xml"', after='"rawxml"'),
            PropertyChange(path="new", after="1"),
            PropertyChange(path="old", before="1"),
            PropertyChange(
                path="value",
                before='"…"',
                after='"…"',
                lines=("@@ -1,2 +1,2 @@", " <a>", "-  <b/>", "+  <c/>"),
            ),
        ),
    )
    busy = StackPlan(
        stack="dev",
        note="main has no such stack: everything is new",
        changes=(
            ResourceChange(mark="+", place="Api", name="one"),
            changed,
            ResourceChange(mark="-", place="Web/Site", name="two"),
        ),
        cost_before=12.5,
        cost_after=10,
        costs=(
            CostChange(place="Web/Site", name="two", before=2.5, after=0),
            CostChange(place="Api", name="one", before=0, after=None),
        ),
        unknown_costs=("Api one: no row",),
        findings=(Remark(text="an old one", is_new=False), Remark(text="a new one", is_new=True)),
        fixed=2,
        exemptions=(
            Remark(text="left alone", is_new=True),
            Remark(text="left alone", is_new=True),
            Remark(text="since long", is_new=False),
        ),
    )
    return Plan(
        base="main (12345678)",
        currency="USD",
        notes=("main has 2 commits more",),
        stacks=(busy, StackPlan(stack="prod", cost_before=3, cost_after=3.004)),
    )
