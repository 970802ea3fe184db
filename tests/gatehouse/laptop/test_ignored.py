from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gatehouse.laptop.ignored import Ignored

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("*.log\nmedia/\n")
    (tmp_path / "app" / "logs").mkdir(parents=True)
    (tmp_path / "app" / "logs" / ".gitignore").write_text("!keep.log\n")
    return tmp_path


@pytest.mark.parametrize(
    ("path", "ignored"),
    [
        ("views.py", False),
        ("a.log", True),
        ("media/x.jpg", True),
        ("logs/a.log", True),
        ("logs/keep.log", False),
    ],
)
def test_the_nearest_rules_have_the_last_word(
    repository: Path, path: str, *, ignored: bool
) -> None:
    folder = repository / "app"
    assert (folder / path in Ignored(folder)) == ignored


def test_a_changed_rule_holds_at_once(repository: Path) -> None:
    folder = repository / "app"
    rules = Ignored(folder)
    assert folder / "a.txt" not in rules
    (folder / ".gitignore").write_text("*.txt\n")
    assert folder / "a.txt" in rules


def test_a_folder_without_git_has_its_own_rules(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*.log\n")
    folder = tmp_path / "app"
    folder.mkdir()
    assert folder / "a.log" not in Ignored(folder)
    assert tmp_path / "a.log" in Ignored(tmp_path)
