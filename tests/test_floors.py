"""Rooms of each package, one above the other; read from the source, imports for types counted.

A room is a folder, or a file that lies in none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.import_floors import circle, climbing, imports, room

if TYPE_CHECKING:
    from pathlib import Path

FLOORS = {
    "packages/apim-gateway/src/apim_gateway": (
        "errors",
        "service",
        "messages",
        "documents",
        "expressions/semantics",
        "expressions/checked",
        "expressions/dotnet/system",
        "expressions/dotnet/collections",
        "expressions/dotnet/dates",
        "expressions/dotnet/cryptography",
        "expressions/dotnet/json",
        "expressions/dotnet/linq",
        "expressions/dotnet/xml",
        "expressions/dotnet/text",
        "expressions/dotnet/apim",
        "expressions/dotnet",
        "expressions/grammar",
        "expressions",
        "compiling",
        "backend",
        "policy_parts",
        "policies",
        "runtime",
        "server",
        "cli",
        "",
        "pytest_plugin",
        "__main__",
    ),
    "packages/app-runtime/src/app_runtime": (
        "errors",
        "cache",
        "inside/gatehouse_worker",
        "inside",
        "environments",
        "functions",
        "sites",
        "",
    ),
    "packages/gatehouse/src/gatehouse": (
        "",
        "errors",
        "options",
        "graph",
        "azure/kinds",
        "azure",
        "declared",
        "adopting",
        "laptop",
        "program",
        "hosts",
        "hosts/functions",
        "hosts/postgres",
        "hosts/front_door",
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
    ),
    "components": (
        "",
        "errors",
        "azure",
        "waiting",
        "platform",
        "release",
        "database",
        "functions",
        "web",
        "gateway",
        "gateway/openapi",
        "services",
        "stack",
    ),
}
"""Folder of a package → its rooms, the lowest first; the empty name is its `__init__` file.

A file imports from its own room and from rooms below. A file that needs one above lies in the wrong
room, or holds two things.
"""
FOLDERS = (*FLOORS, "bench", "config", "policy_pack/security", "tests", "tools")


@pytest.fixture(scope="module")
def found(root: Path) -> dict[str, dict[str, set[str]]]:
    return {folder: imports(root / folder) for folder in FOLDERS}


@pytest.mark.parametrize("folder", FLOORS)
def test_every_room_has_its_floor(found: dict[str, dict[str, set[str]]], folder: str) -> None:
    assert {room(name, found[folder]) for name in found[folder]} == set(FLOORS[folder])


@pytest.mark.parametrize("folder", FLOORS)
def test_no_file_imports_from_a_room_above(
    found: dict[str, dict[str, set[str]]], folder: str
) -> None:
    files = found[folder]
    floors = {name: FLOORS[folder].index(room(name, files)) for name in files}
    assert climbing(files, floors) == set()


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_files_import_each_other(found: dict[str, dict[str, set[str]]], folder: str) -> None:
    assert circle(found[folder]) == []


def test_an_import_upwards_is_found_wherever_it_hides(tmp_path: Path) -> None:
    files = {
        "low/one.py": "if TYPE_CHECKING:\n    from shop.high.two import Two\n",
        "low/three.py": "def f():\n    from ..high import two\n",
        "high/two.py": "import shop.low.one\nimport json\n",
        "high/__init__.py": "",
        "__init__.py": "from . import high\n",
    }
    for name, text in files.items():
        path = tmp_path / "shop" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    found = imports(tmp_path / "shop")
    floors = {"": 2, "low/one": 0, "low/three": 0, "high/two": 1, "high": 1}
    assert climbing(found, floors) == {
        "low/one imports high/two",
        "low/three imports high/two",
    }
    assert set(circle(found)) == {"low/one", "high/two"}
