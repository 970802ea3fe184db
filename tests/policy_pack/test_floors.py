"""The files of policy_pack/security, one above the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.import_floors import circle, climbing, imports

if TYPE_CHECKING:
    from pathlib import Path

FLOORS = (
    ("errors",),
    ("problem", "resource"),
    ("rule",),
    ("property_rule",),
    ("rules/api_management",),
    ("rules/app_service",),
    ("rules/postgresql",),
    ("rules/storage",),
    ("rules/monitoring",),
    ("rules/key_vault",),
    ("rules/network",),
    ("rules/authorization",),
    ("rules/resource_manager",),
    ("rules", "finding"),
    ("exemption",),
    ("audit", "rule_table"),
    ("", "__main__"),
)
"""Files, and folders of rules with all that is in them; the lowest first."""


@pytest.fixture(scope="module")
def found(root: Path) -> dict[str, set[str]]:
    return imports(root / "policy_pack" / "security")


def floors(found: dict[str, set[str]]) -> dict[str, int]:
    numbers = {one: number for number, names in enumerate(FLOORS) for one in names}
    folders = {name: name if name in numbers else name.rpartition("/")[0] for name in found}
    return {name: numbers[folder] for name, folder in folders.items()}


def test_every_file_or_folder_that_has_a_floor_is_there(found: dict[str, set[str]]) -> None:
    assert {name for names in FLOORS for name in names} - found.keys() == set()


def test_no_file_imports_from_a_floor_above(found: dict[str, set[str]]) -> None:
    assert climbing(found, floors(found)) == set()


def test_no_files_import_each_other(found: dict[str, set[str]]) -> None:
    assert circle(found) == []
