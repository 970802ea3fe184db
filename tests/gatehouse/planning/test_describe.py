"""A change in words."""

from __future__ import annotations

from typing import Any

import pytest

from gatehouse.planning.change import Change, Kind
from gatehouse.planning.describe import describe
from gatehouse.planning.difference import MISSING, Difference
from gatehouse.planning.mask import Mask
from gatehouse.planning.report import PropertyChange, ResourceChange
from tests.gatehouse.resources import resource


def test_a_change_names_the_components_above() -> None:
    site = resource("azure-native:web:Site", parents="gatehouse:web:Web$gatehouse:in:Inner$")
    change = Change(
        kind=Kind.CHANGED,
        resource=site,
        differences=(Difference("key", "old-secret", "new-secret"), Difference("size", 1.0, 2.5)),
    )
    assert describe(change, Mask(frozenset({"old-secret", "new-secret"}))) == ResourceChange(
        mark="~",
        place="Web/Inner/Site",
        name="one",
        properties=(
            PropertyChange(path="key", before='"[secret]"', after='"[secret]"'),
            PropertyChange(path="size", before="1", after="2.5"),
        ),
    )


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ("a\nb\n", "a\nc\n", ("@@ -1,2 +1,2 @@", " a", "-b", "+c")),
        (MISSING, "a\nb", ("@@ -0,0 +1,2 @@", "+a", "+b")),
        ("a\n", "a", ()),
        ("a", "b", ()),
    ],
)
def test_texts_of_several_lines_are_compared_by_line(
    before: object, after: object, lines: tuple[str, ...]
) -> None:
    change = Change(
        kind=Kind.CHANGED,
        resource=resource("web:Policy"),
        differences=(Difference("value", before, after),),
    )
    [found] = describe(change, Mask(frozenset())).properties
    assert found.lines == lines


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (MISSING, None),
        ([1.0, {"a": 2.0, "b": True}], '[1, {"a": 2, "b": true}]'),
        ("é", '"é"'),
        ("x" * 200, f'"{"x" * 159}…'),
    ],
)
def test_a_value_is_short_json(value: Any, shown: str | None) -> None:
    site = resource("web:Site")
    found = (Difference("a", value, "other"),)
    change = Change(kind=Kind.CHANGED, resource=site, differences=found)
    assert describe(change, Mask(frozenset())).properties[0].before == shown
