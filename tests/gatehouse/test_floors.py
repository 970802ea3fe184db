"""The floors of the package: a file imports from its own room and from rooms below, nothing else.

Imports inside functions and under `if TYPE_CHECKING` count, too.
"""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FLOORS = (
    "errors",
    "options",
    "graph",
    "azure.kinds",
    "azure",
    "declared",
    "laptop",
    "program",
    "hosts",
    "hosts.functions",
    "hosts.postgres",
    "hosts.web",
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
"""Rooms, lowest first; a file at the package's top is a room of its own."""

Imports = dict[str, set[str]]
"""Module → the modules of the package that it imports; `azure.cloud` for `azure/cloud.py`."""


@pytest.fixture(scope="module")
def package(root: Path) -> Path:
    return root / "packages/gatehouse/src/gatehouse"


@pytest.fixture(scope="module")
def imports(package: Path) -> Imports:
    files = {module(path.relative_to(package)): path for path in package.rglob("*.py")}
    return {name: set(imported(path, files)) - {name} for name, path in files.items()}


def module(path: Path) -> str:
    return ".".join(path.with_suffix("").parts)


def imported(path: Path, files: dict[str, Path]) -> Iterator[str]:
    """Yields each module that the file names: `from a import b` names `a.b`, or else `a`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            own = name.removeprefix("gatehouse.")
            outer = own.rpartition(".")[0]
            yield from [one for one in (own, f"{own}.__init__", outer) if one in files][:1]


def room(name: str) -> str:
    """Returns `azure.kinds` for `azure.kinds.web`, and for a file at the top its own name."""
    return name.rpartition(".")[0] or name


def test_every_room_is_on_a_floor(imports: Imports) -> None:
    assert {room(name) for name in imports} == {*FLOORS, "__init__"}


def test_a_file_imports_only_from_its_own_room_and_from_rooms_below(imports: Imports) -> None:
    height = {name: number for number, name in enumerate(("__init__", *FLOORS))}
    upwards = {
        f"{name} imports {other}"
        for name, others in imports.items()
        for other in others
        if height[room(other)] > height[room(name)]
    }
    assert upwards == set()


def test_no_modules_import_each_other(imports: Imports) -> None:
    assert len([*TopologicalSorter(imports).static_order()]) == len(imports)
