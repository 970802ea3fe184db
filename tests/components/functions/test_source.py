from __future__ import annotations

import platform
import sys
from typing import TYPE_CHECKING

import pytest

from components.errors import ComponentError
from components.functions.source import description

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = {"RUNNING_IN_PRODUCTION": "true", "PUBLIC_PATH": "/open", "API_PATH": "/keyed"}
VERSION = ".".join(platform.python_version_tuple()[:2])


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    """A copy of the sample's function app."""
    for path in (root / "function_app").iterdir():
        if path.is_file():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


def test_the_app_is_asked_under_its_settings(root: Path) -> None:
    found = description(root / "function_app", VERSION, SETTINGS)["openapi"]
    assert (list(found["paths"]), found["servers"]) == (["/generate_name"], [{"url": "/keyed"}])


def test_a_new_route_is_described(copy: Path) -> None:
    routes = copy / "routes.py"
    routes.write_text(
        routes.read_text()
        + '\n\n@router.post("/teams/{team}")\nasync def make_team(team: int) -> int:\n    ...\n'
    )
    found = description(copy, VERSION, SETTINGS)
    assert list(found["openapi"]["paths"]) == ["/generate_name", "/teams/{team}"]


def test_the_programs_own_interpreter_imports_nothing_of_the_app(root: Path) -> None:
    before = (list(sys.path), set(sys.modules))
    description(root / "function_app", VERSION, {**SETTINGS, "API_PATH": "/other"})
    assert (sys.path, set(sys.modules) - before[1]) == (before[0], set())


def test_an_app_that_cannot_be_imported_is_refused_with_its_own_lines(copy: Path) -> None:
    (copy / "settings.py").write_text("1 / 0\n")
    with pytest.raises(ComponentError) as caught:
        description(copy, VERSION, SETTINGS)
    lines = str(caught.value).splitlines()
    assert (lines[0], lines[-1]) == (
        f"the code in {copy} can't be loaded. Correct it:",
        "ZeroDivisionError: division by zero",
    )


def test_what_azures_pip_would_refuse_is_warned_of(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warnings: list[str] = []
    monkeypatch.setattr("pulumi.log.warn", warnings.append)
    with (copy / "requirements.txt").open("a") as requirements:
        requirements.write("itsdangerous\n")
    description(copy, VERSION, SETTINGS)
    assert [line.split(": ")[1][:27] for line in warnings] == ["itsdangerous without a hash"]
