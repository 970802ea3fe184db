"""The floors of the package; read from the source, type-checking and lazy imports counted."""

from __future__ import annotations

import ast
from collections import Counter
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import apim_gateway

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(apim_gateway.__file__).parent
FLOORS = (
    "errors",
    "service",
    "messages",
    "documents",
    "expressions",
    "compiling",
    "backend",
    "policy_parts",
    "policies",
    "runtime",
    "server",
    "cli",
    "__init__",
    "pytest_plugin",
    "__main__",
)
"""Rooms and files at the top, the lowest first: each imports only from itself and from below."""


def modules() -> dict[str, Path]:
    """Maps the dotted name to the file; a package's is that of its `__init__.py`."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def imported(path: Path) -> Iterator[str]:
    """Yields our modules that the file imports; `from a import b` is `a.b` if that is a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module in MODULES:
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if full in MODULES else node.module


def room(module: str) -> str:
    _, _, rest = module.partition(".")
    return rest.partition(".")[0] or "__init__"


@pytest.mark.parametrize("floor", FLOORS)
def test_a_file_imports_only_from_its_own_room_and_from_those_below(floor: str) -> None:
    allowed = FLOORS[: FLOORS.index(floor) + 1]
    wrong = {
        f"{name} imports {other}"
        for name, path in MODULES.items()
        if room(name) == floor
        for other in imported(path)
        if room(other) not in allowed
    }
    assert wrong == set()


def test_every_room_has_its_floor() -> None:
    assert {room(name) for name in MODULES} == set(FLOORS)


def test_no_imports_go_round_in_a_circle() -> None:
    graph = {
        name: set(imported(path)) - {name}
        for name, path in MODULES.items()
        if room(name) != "expressions"
    }
    try:
        order = tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))
    assert set(order) >= set(graph)


def test_no_class_name_stands_twice() -> None:
    names = Counter(
        node.name
        for path in MODULES.values()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, times in names.items() if times > 1] == []
