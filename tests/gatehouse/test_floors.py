"""The rooms of the laptop cloud, one above the other."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest

from tests.import_floors import circle, climbing, imports

if TYPE_CHECKING:
    from pathlib import Path

FLOORS = (
    "errors",
    "options",
    "graph",
    "azure/kinds",
    "azure",
    "declared",
    "laptop",
    "program",
    "hosts",
    "hosts/functions",
    "hosts/postgres",
    "hosts/web",
    "system",
    "cost",
    "audit",
    "planning",
    "azure_cli",
    "deploying",
    "pipeline",
    "commands",
    "__main__",
)
"""The lowest first: a file imports from its own room and from rooms below."""


def room(name: str) -> str:
    """Returns the folder of a file, or the file itself when it is in none."""
    folder = PurePosixPath(name).parent.as_posix()
    return name if folder == "." else folder


@pytest.fixture(scope="module")
def found(root: Path) -> dict[str, set[str]]:
    files = imports(root / "packages/gatehouse/src/gatehouse")
    del files[""]
    return files


def test_every_room_has_its_floor(found: dict[str, set[str]]) -> None:
    assert {room(name) for name in found} == set(FLOORS)


def test_no_file_imports_from_a_room_above(found: dict[str, set[str]]) -> None:
    assert climbing(found, {name: FLOORS.index(room(name)) for name in found}) == set()


def test_no_files_import_each_other(found: dict[str, set[str]]) -> None:
    assert circle(found) == []
