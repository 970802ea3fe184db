"""What of an app's folder is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gatehouse.adopting.app_folder import AppFolder
from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LocalError, match="is no folder; allowed is the folder of an app"):
        AppFolder(tmp_path / "nowhere")


def test_files_at_the_top_come_first_and_what_isnt_the_apps_own_is_left_out(
    make_app: Callable[..., AppFolder],
) -> None:
    names = ("b.py", "a/c.py", "tests/t.py", ".venv/v.py", "own/pyvenv.cfg", "own/x.py", "n.txt")
    app = make_app(dict.fromkeys(names, ""))
    assert [file.relative.as_posix() for file in app.files] == ["b.py", "a/c.py"]


def test_a_file_that_cant_be_read_is_named_and_the_others_are_read(
    make_app: Callable[..., AppFolder],
) -> None:
    app = make_app({"old.py": "x = 1\nprint 'x'\n", "new.py": "x = 1"})
    (app.path / "null.py").write_bytes(b"\0")
    assert [file.module for file in app.files] == ["new"]
    assert [str(one).partition(": ")[0] for one in app.unreadable] == [
        "shop/null.py:1",
        "shop/old.py:2",
    ]


def test_a_package_is_the_module_of_its_folder(make_app: Callable[..., AppFolder]) -> None:
    app = make_app({"a/__init__.py": "", "a/b.py": ""})
    assert [file.module for file in app.files] == ["a", "a.b"]
    assert app.file("a/c.py") is None
    assert app.text("a/c.py") == ""
