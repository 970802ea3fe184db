from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from components.release.code_files import code_files
from components.release.uploads import FOLDERS
from tests.git import git

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def app(tmp_path: Path) -> Path:
    for path in ("app.py", "media/logo.png", "media/cats/1.jpg", "shop/media/kept.png"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("")
    return tmp_path


def test_without_git_uploads_stay_out_of_the_release(app: Path) -> None:
    assert [*code_files(app)] == ["app.py", "shop/media/kept.png"]


def test_what_was_added_to_git_is_no_upload(app: Path) -> None:
    git("init", "--quiet", folder=app)
    git("add", "media/logo.png", folder=app)
    assert [*code_files(app)] == ["app.py", "media/logo.png", "shop/media/kept.png"]


def test_a_line_insists_on_a_folder_of_that_name(app: Path) -> None:
    (app / ".deployignore").write_text("!/media/**\n!/media/\n")
    assert [*code_files(app)] == [
        "app.py",
        "media/cats/1.jpg",
        "media/logo.png",
        "shop/media/kept.png",
    ]


@pytest.mark.parametrize("name", FOLDERS)
def test_a_package_may_have_any_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").write_text("")
    assert [*code_files(tmp_path)] == [f"{name}/__init__.py"]
