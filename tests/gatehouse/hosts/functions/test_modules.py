from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING

import pytest

from gatehouse.errors import LocalError
from gatehouse.hosts.functions.modules import FunctionModules

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def modules(tmp_path: Path) -> Iterator[FunctionModules]:
    modules = FunctionModules(tmp_path)
    yield modules
    modules.close()


def _word(name: str = "gate_words") -> str:
    return str(importlib.import_module(name).WORD)


def test_modules_are_read_anew_each_time(modules: FunctionModules, tmp_path: Path) -> None:
    words = []
    for word in ("one", "two"):  # as long, in the same second
        (tmp_path / "gate_words.py").write_text(f"WORD = '{word}'")
        with modules.fresh():
            words.append(_word())
    assert (words, list(tmp_path.glob("__pycache__"))) == (["one", "two"], [])


def test_modules_of_packages_are_read_anew_too(modules: FunctionModules, tmp_path: Path) -> None:
    package = tmp_path / "gate_package"
    package.mkdir()
    (package / "__init__.py").write_text("")
    words = []
    for word in ("one", "two"):
        (package / "words.py").write_text(f"WORD = '{word}'")
        with modules.fresh():
            words.append(_word("gate_package.words"))
    assert words == ["one", "two"]


def test_what_lies_outside_stays(modules: FunctionModules, tmp_path: Path) -> None:
    (tmp_path / "gate_words.py").write_text("import aiohttp as WORD")
    with modules.fresh():
        first = importlib.import_module("gate_words").WORD
    with modules.fresh():
        assert importlib.import_module("gate_words").WORD is first


def test_an_exception_brings_the_modules_from_before_back(
    modules: FunctionModules, tmp_path: Path
) -> None:
    (tmp_path / "gate_words.py").write_text("WORD = 'old'")
    with modules.fresh():
        _word()
    (tmp_path / "gate_words.py").write_text("1 / 0")
    with pytest.raises(ZeroDivisionError), modules.fresh():
        _word()
    assert _word() == "old"


def test_later_imports_find_the_folder_until_it_is_closed(
    modules: FunctionModules, tmp_path: Path
) -> None:
    with modules.fresh():
        pass
    (tmp_path / "gate_words.py").write_text("WORD = 'late'")
    importlib.invalidate_caches()
    assert _word() == "late"
    modules.close()
    with pytest.raises(ModuleNotFoundError):
        _word()


def test_closing_leaves_path_and_modules_as_they_were(
    modules: FunctionModules, tmp_path: Path
) -> None:
    before = (list(sys.path), list(sys.path_hooks), set(sys.modules))
    (tmp_path / "gate_words.py").write_text("WORD = ''")
    with modules.fresh():
        _word()
    modules.close()
    modules.close()
    assert (sys.path, sys.path_hooks, set(sys.modules)) == before


def test_a_name_that_is_in_use_is_refused(modules: FunctionModules, tmp_path: Path) -> None:
    package = tmp_path / "gatehouse"
    package.mkdir()
    (package / "__init__.py").write_text("")
    with pytest.raises(LocalError) as caught, modules.fresh():
        pass
    assert str(caught.value) == (
        f"{tmp_path} has modules named gatehouse, and the local run has other modules of that "
        "name in use. Allowed are all other names: rename them."
    )


def test_modules_of_the_standard_library_win_as_on_azure(
    modules: FunctionModules, tmp_path: Path
) -> None:
    (tmp_path / "random.py").write_text("WORD = 'mine'")
    with modules.fresh():
        assert not hasattr(importlib.import_module("random"), "WORD")


def test_modules_that_others_read_from_the_folder_come_back(
    modules: FunctionModules, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gate_words.py").write_text("WORD = 'old'")
    monkeypatch.syspath_prepend(str(tmp_path))
    theirs = importlib.import_module("gate_words")
    (tmp_path / "gate_words.py").write_text("WORD = 'new'")
    with modules.fresh():
        assert _word() == "new"
    modules.close()
    assert sys.modules.pop("gate_words") is theirs
