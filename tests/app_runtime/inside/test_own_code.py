from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING

import pytest

from app_runtime.inside.gatehouse_worker.own_code import put_first

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("_same_imports")


def _word(name: str) -> str:
    sys.modules.pop(name, None)
    importlib.invalidate_caches()
    return str(importlib.import_module(name).WORD)


@pytest.mark.parametrize("name", ["gate_words", "gate_package.words"])
def test_modules_are_read_anew_even_in_the_same_second(tmp_path: Path, name: str) -> None:
    file = tmp_path.joinpath(*name.split(".")).with_suffix(".py")
    file.parent.mkdir(exist_ok=True)
    put_first(tmp_path)
    words = []
    for word in ("one", "two"):  # as long
        file.write_text(f"WORD = '{word}'")
        words.append(_word(name))
    assert (words, list(tmp_path.rglob("__pycache__"))) == (["one", "two"], [])


def test_the_folder_stands_first_and_nothing_outside_is_read_by_it(tmp_path: Path) -> None:
    put_first(tmp_path)
    assert sys.path[0] == str(tmp_path)
    with pytest.raises(ImportError, match="is not beneath"):
        sys.path_hooks[0](str(tmp_path.parent))


def test_a_folder_that_was_looked_into_before_is_read_anew(tmp_path: Path) -> None:
    (tmp_path / "gate_words.py").write_text("WORD = 'old'")
    sys.path.insert(0, str(tmp_path))
    assert _word("gate_words") == "old"
    put_first(tmp_path)
    (tmp_path / "gate_words.py").write_text("WORD = 'new'")
    assert _word("gate_words") == "new"
