from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from components.functions.source import documents
from components.gateway.openapi.interface import read_interface

if TYPE_CHECKING:
    from pathlib import Path

ENVIRON = {"RUNNING_IN_PRODUCTION": "true", "PUBLIC_PATH": "/open", "API_PATH": "/keyed"}


def test_the_api_is_what_the_app_describes(root: Path) -> None:
    source = documents(root / "function_app", ENVIRON)
    assert [one.operation_id for one in read_interface(source.api).operations] == ["generate_name"]
    assert source.api["servers"] == [{"url": "/keyed"}]


def test_the_docs_are_the_page_the_document_and_their_files(root: Path) -> None:
    found = read_interface(documents(root / "function_app", ENVIRON).docs).operations
    assert {one.url_template for one in found} >= {"/docs", "/openapi.json"}
    assert {one.method for one in found} <= {"GET", "HEAD"}


def test_a_new_route_is_a_new_operation(root: Path, tmp_path: Path) -> None:
    for path in (root / "function_app").glob("*.py"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    routes = tmp_path / "routes.py"
    routes.write_text(
        routes.read_text()
        + '\n\n@router.post("/teams/{team}")\nasync def make_team(team: int) -> int:\n    ...\n'
    )
    found = read_interface(documents(tmp_path, ENVIRON).api).operations
    assert [(one.operation_id, one.method, one.url_template) for one in found] == [
        ("generate_name", "GET", "/generate_name"),
        ("make_team", "POST", "/teams/{team}"),
    ]


def test_the_interpreter_is_left_as_it_was(root: Path) -> None:
    path = list(sys.path)
    modules = set(sys.modules)
    documents(root / "function_app", ENVIRON)
    assert sys.path == path
    new = {name for name in set(sys.modules) - modules if "." not in name}
    assert new & {file.stem for file in (root / "function_app").glob("*.py")} == set()


def test_a_module_of_the_same_name_is_put_back(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = ModuleType("settings")
    monkeypatch.setitem(sys.modules, "settings", own)
    documents(root / "function_app", ENVIRON)
    assert sys.modules["settings"] is own


def test_the_interpreter_is_left_as_it_was_when_the_app_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "settings", raising=False)
    (tmp_path / "settings.py").write_text("1 / 0\n")
    with pytest.raises(ZeroDivisionError):
        documents(tmp_path, ENVIRON)
    assert str(tmp_path) not in sys.path
    assert "settings" not in sys.modules
