from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from components.errors import ComponentError
from components.release.git_rules import git_rules
from tests.git import git

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A work tree that ignores logs and has two of them."""
    git("init", "--quiet", "program", folder=tmp_path)
    program = tmp_path / "program"
    (program / "app" / "logs").mkdir(parents=True)
    (program / ".gitignore").write_text("*.log\n")
    for path in ("app/a.py", "app/tracked.log", "app/logs/other.log"):
        (program / path).write_text("")
    git("add", "--force", "app/tracked.log", folder=program)
    return program


def test_git_has_what_is_tracked_and_what_no_rule_ignores(program: Path) -> None:
    rules = git_rules(program / "app")
    said = {path: rules.ignore(path) for path in ("a.py", "tracked.log", "logs/", "logs/other.log")}
    assert said == {"a.py": False, "tracked.log": False, "logs/": True, "logs/other.log": True}


def test_a_file_that_is_tracked_and_gone_does_no_harm(program: Path) -> None:
    (program / "app" / "tracked.log").unlink()
    assert git_rules(program / "app").ignore("a.py") is False


def test_a_repository_in_the_folder_goes_by_its_own_rules(program: Path) -> None:
    git("init", "--quiet", "app/library", folder=program)
    (program / "app" / "library" / ".gitignore").write_text("*.tmp\n")
    for name in ("code.py", "a.tmp"):
        (program / "app" / "library" / name).write_text("")
    rules = git_rules(program / "app")
    said = {path: rules.ignore(f"library/{path}") for path in ("", "code.py", "a.tmp")}
    assert said == {"": False, "code.py": False, "a.tmp": True}


def test_a_submodule_that_is_not_fetched_holds_nothing(program: Path) -> None:
    (program / "app" / "library").mkdir()
    git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},app/library", folder=program)
    assert git_rules(program / "app").ignore("a.py") is False


def test_a_link_to_a_repository_is_one_entry(program: Path, tmp_path: Path) -> None:
    git("init", "--quiet", "other", folder=tmp_path)
    (program / "app" / "link").symlink_to(tmp_path / "other")
    assert git_rules(program / "app").ignore("link") is False


def test_another_repository_that_a_hook_of_git_names_is_not_read(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git("init", "--quiet", "other", folder=tmp_path)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other" / ".git"))
    assert git_rules(program / "app").ignore("tracked.log") is False


def test_where_git_is_missing_the_files_of_the_folder_tell(
    program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    (program / "app" / ".gitignore").write_text("a.py\n")
    rules = git_rules(program / "app")
    assert {path: rules.ignore(path) for path in ("a.py", "tracked.log")} == {
        "a.py": True,
        "tracked.log": False,
    }


def test_a_work_tree_that_git_refuses_is_told_with_gits_own_words(program: Path) -> None:
    (program / ".git" / "config").write_text("[nonsense")
    with pytest.raises(ComponentError, match=r"git can't list .*app: .*bad config .*allowed is"):
        git_rules(program / "app")
