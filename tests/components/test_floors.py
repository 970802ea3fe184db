"""The rooms of components/, one above the other."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest

from tests.import_floors import circle, climbing, imports

if TYPE_CHECKING:
    from pathlib import Path

FLOORS = (
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
)
"""The lowest first: a file imports from its own room and from rooms below."""


def room(name: str) -> str:
    """Returns the folder of a file, or the file itself when it is in none."""
    folder = PurePosixPath(name).parent.as_posix()
    return name if folder == "." else folder


@pytest.fixture(scope="module")
def found(root: Path) -> dict[str, set[str]]:
    return imports(root / "components")


def test_every_room_has_its_floor(found: dict[str, set[str]]) -> None:
    assert {room(name) for name in found if name} == set(FLOORS)


def test_no_file_imports_from_a_room_above(found: dict[str, set[str]]) -> None:
    floors = {name: FLOORS.index(room(name)) for name in found if name}
    assert climbing({name: found[name] for name in floors}, floors) == set()


def test_no_files_import_each_other(found: dict[str, set[str]]) -> None:
    assert circle(found) == []


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
    floors = {"": 2, "low/one": 0, "low/three": 0, "high/two": 1}
    assert climbing(found, floors) == {
        "low/one imports high/two",
        "low/three imports high/two",
    }
    assert set(circle(found)) == {"low/one", "high/two"}
