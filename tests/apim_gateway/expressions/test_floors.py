"""Which room of the expressions may know which, read from the source: no import leads upwards."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import apim_gateway.expressions

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = "apim_gateway.expressions"
ROOT = Path(apim_gateway.expressions.__file__).parent
FLOORS: dict[str, tuple[tuple[str, ...], ...]] = {
    "": (("semantics",), ("checked",), ("dotnet",), ("grammar",), ("__init__",)),
    ".dotnet": (
        ("__init__", "system"),
        ("collections", "dates"),
        ("cryptography", "json", "linq", "text", "xml"),
        ("apim",),
        ("library",),
    ),
}
"""Rooms, lowest first; those that stand on one floor don't know each other."""


@pytest.mark.parametrize("package", FLOORS)
def test_a_room_knows_only_the_floors_below_it(package: str) -> None:
    floor = {room: at for at, rooms in enumerate(FLOORS[package]) for room in rooms}
    wrong = {
        f"{room} imports {other}"
        for room, other in arrows(f"{PACKAGE}{package}", ROOT / package.removeprefix("."))
        if floor[other] >= floor[room]
    }
    assert wrong == set()


def arrows(package: str, folder: Path) -> Iterator[tuple[str, str]]:
    """Goes through the imports from one room of the package into another."""
    for path in folder.rglob("*.py"):
        room = path.relative_to(folder).parts[0].removesuffix(".py")
        for name in imports(path):
            other = (*name.removeprefix(package).split("."), "__init__")[1]
            if name.startswith(package) and other != room:
                yield room, other


def imports(path: Path) -> Iterator[str]:
    """Goes through the modules that the file imports, anywhere in it and for types alone, too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if _file(inner) else node.module


def _file(name: str) -> bool:
    path = ROOT.parents[1].joinpath(*name.split("."))
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()
