"""A plan as data."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from gatehouse.errors import LocalError
from gatehouse.planning.report import Plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def test_a_plan_survives_the_way_through_json(plan: Plan) -> None:
    assert Plan.from_json(plan.to_json()) == plan


@pytest.mark.parametrize(
    "spoil",
    [
        lambda document: document.pop("base"),
        lambda document: document["stacks"][0].pop("costs"),
        lambda document: document.update(stacks=[5]),
        lambda document: document.update(stacks=7),
        lambda document: document["stacks"][0].update(cost_after="much"),
        lambda document: document["stacks"][0].update(changes=["<img>"]),
    ],
)
def test_what_is_no_plan_is_refused(plan: Plan, spoil: Callable[[dict[str, Any]], None]) -> None:
    document = json.loads(plan.to_json())
    spoil(document)
    with pytest.raises(LocalError, match=r"this is no plan: .*; allowed is what `--format json`"):
        Plan.from_json(json.dumps(document))


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(LocalError, match="this is no plan"):
        Plan.from_json("<html>")
