"""Where two sets of inputs differ, as data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gatehouse.planning.difference import MISSING, differences

CASES = json.loads(Path(__file__).with_name("differences.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_what_differs_is_told_by_its_path(case: dict[str, Any]) -> None:
    found = [
        [
            one.path,
            *(repr(value) if value is MISSING else value for value in (one.before, one.after)),
        ]
        for one in differences(case["before"], case["after"])
    ]
    assert found == case["found"]


def test_all_of_a_new_resource_is_told_value_by_value() -> None:
    found = [(one.path, one.after) for one in differences(MISSING, {"b": 1, "a": {"c": [2]}})]
    assert found == [("a.c", [2]), ("b", 1)]
