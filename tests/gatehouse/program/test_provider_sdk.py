from __future__ import annotations

import sys
from importlib import import_module
from runpy import run_path
from typing import TYPE_CHECKING, Any

import pytest

from gatehouse.program.provider_sdk import load_by_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILES = {
    "__init__.py": "",
    "web/__init__.py": "from ._inputs import *\nfrom .web_app import *\nwhole = 1\n",
    "web/_inputs.py": "class SiteConfigArgs: ...\n",
    "web/outputs.py": "",
    "web/web_app.py": "from . import outputs\nfrom ._inputs import *\nclass WebApp: ...\n",
    "web/list_keys.py": "def list_keys(): ...\ndef list_keys_output(): ...\n",
    "web/plan.py": "class Plan: ...\n",
}


@pytest.fixture
def sdk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """An SDK of one package, which tells by `loaded` what of it was run."""
    for name, text in FILES.items():
        file = tmp_path / "made_up_sdk" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    load_by_name("made_up_sdk")
    yield import_module("made_up_sdk.web")
    for name in [name for name in sys.modules if name.startswith("made_up_sdk")]:
        del sys.modules[name]


def loaded() -> list[str]:
    prefix = "made_up_sdk.web."
    return sorted(name.removeprefix(prefix) for name in sys.modules if name.startswith(prefix))


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("WebApp", ["_inputs", "outputs", "web_app"]),
        ("SiteConfigArgs", ["_inputs"]),
        ("list_keys", ["list_keys"]),
        ("list_keys_output", ["list_keys"]),
        ("outputs", ["outputs"]),
    ],
)
def test_only_the_files_that_a_name_needs_are_run(sdk: Any, name: str, files: list[str]) -> None:
    member = getattr(sdk, name)
    assert member.__name__.rpartition(".")[2] == name
    assert loaded() == files
    assert getattr(sdk, name) is member


def test_a_name_without_a_file_runs_the_package_whole(sdk: Any) -> None:
    assert sdk.whole == 1
    assert loaded() == ["_inputs", "outputs", "web_app"]


def test_a_star_import_runs_the_package_whole(sdk: Any, tmp_path: Path) -> None:
    program = tmp_path / "__main__.py"
    program.write_text("from made_up_sdk.web import *\n")
    names = run_path(str(program))
    assert {"SiteConfigArgs", "WebApp", "whole"} <= names.keys()
    assert names["WebApp"] is sdk.WebApp


def test_a_name_that_is_nowhere_is_missing_as_in_any_module(sdk: Any) -> None:
    for _ in range(2):
        with pytest.raises(AttributeError, match=r"'made_up_sdk.web' has no attribute 'Nothing'"):
            _ = sdk.Nothing
    assert not hasattr(sdk, "__wrapped__")


def test_what_is_imported_already_stays(sdk: Any) -> None:
    load_by_name("made_up_sdk")
    assert sys.modules["made_up_sdk.web"] is sdk


def test_an_sdk_that_is_not_there_is_nobodys_problem() -> None:
    load_by_name("no_such_sdk")
    assert "no_such_sdk" not in sys.modules
