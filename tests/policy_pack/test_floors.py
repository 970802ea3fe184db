"""The files of policy_pack/security, one above the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.import_floors import circle, climbing, imports

if TYPE_CHECKING:
    from pathlib import Path

RULES = "the rules of one subject"
FLOORS = (
    ("errors",),
    ("problem", "resource"),
    ("rule",),
    ("property_rule",),
    (RULES,),
    ("rules", "finding"),
    ("exemption",),
    ("audit", "rule_table"),
    ("", "__main__"),
)
"""The lowest first; a file that is not named is on the floor of the rules."""


@pytest.fixture(scope="module")
def found(root: Path) -> dict[str, set[str]]:
    return imports(root / "policy_pack" / "security")


def floor(name: str) -> int:
    numbers = {one: number for number, names in enumerate(FLOORS) for one in names}
    return numbers.get(name, numbers[RULES])


def test_every_file_that_has_a_floor_is_there(found: dict[str, set[str]]) -> None:
    named = {name for names in FLOORS for name in names} - {RULES}
    assert named - found.keys() == set()


def test_no_file_imports_from_a_floor_above(found: dict[str, set[str]]) -> None:
    assert climbing(found, {name: floor(name) for name in found}) == set()


def test_no_files_import_each_other(found: dict[str, set[str]]) -> None:
    assert circle(found) == []
