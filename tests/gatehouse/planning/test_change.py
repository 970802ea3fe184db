"""What becomes of resources."""

from __future__ import annotations

from gatehouse.graph.graph import Graph
from gatehouse.planning.change import Kind, changes
from gatehouse.planning.difference import MISSING, Difference
from tests.gatehouse.resources import resource


def test_resources_are_added_changed_and_removed() -> None:
    before = Graph(
        resources=(
            resource("web:Site", "gone", size=1),
            resource("web:Site", "other", size=1),
            resource("web:Site", "same", size=1),
        )
    )
    after = Graph(
        resources=(
            resource("web:Site", "new", size=1),
            resource("web:Site", "other", size=2),
            resource("web:Site", "same", size=1),
        )
    )
    found = [(one.kind, one.resource.name, one.differences) for one in changes(before, after)]
    assert found == [
        (Kind.REMOVED, "gone", ()),
        (Kind.ADDED, "new", (Difference("size", MISSING, 1),)),
        (Kind.CHANGED, "other", (Difference("size", 1, 2),)),
    ]


def test_components_are_left_out() -> None:
    component = resource("gatehouse:web:Web", id_="")
    assert list(changes(Graph(resources=()), Graph(resources=(component,)))) == []
