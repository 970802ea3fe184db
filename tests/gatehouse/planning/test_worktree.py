"""A revision in a folder of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gatehouse.errors import LocalError
from gatehouse.planning.worktree import checked_out, find
from tests.git import commit_all, git

if TYPE_CHECKING:
    from pathlib import Path


def test_a_revision_is_there_as_long_as_it_is_needed_and_the_checkout_stays(
    repository: Path,
) -> None:
    hook = repository / ".git" / "hooks" / "post-checkout"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    (repository / "Pulumi.dev.yaml").write_text("edited")
    with checked_out(find("main")) as old:
        assert (old / "Pulumi.dev.yaml").read_text() == "config:\n  tiny:length: 4\n"
    assert not old.exists()
    assert git("worktree", "list").count("\n") == 0
    assert (repository / "Pulumi.dev.yaml").read_text() == "edited"


def test_it_is_gone_after_a_failure_too(repository: Path) -> None:
    def fail() -> None:
        with checked_out(find("main")) as old:
            (old / "new").touch()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert git("-C", str(repository), "worktree", "list").count("\n") == 0


def test_a_program_in_a_folder_of_the_repository_is_found_there(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / "infra").mkdir()
    (repository / "infra" / "Pulumi.yaml").touch()
    commit_all("a program of its own")
    monkeypatch.chdir(repository / "infra")
    with checked_out(find("HEAD")) as old:
        assert (old.name, (old / "Pulumi.yaml").exists()) == ("infra", True)


def test_a_branch_that_is_ahead_is_told(repository: Path) -> None:
    git("branch", "older")
    (repository / "new").touch()
    commit_all("one more")
    git("switch", "--quiet", "older")
    assert [find(name).ahead for name in ("main", "older", "HEAD~0")] == [1, 0, 0]


def test_a_branch_that_only_the_remote_has_is_found_there(repository: Path) -> None:
    git("update-ref", "refs/remotes/origin/there", "HEAD")
    assert find("there").name == "origin/there"
    assert repository.exists()


@pytest.mark.parametrize("name", ["nowhere", "--all", ""])
def test_what_is_no_revision_is_refused(repository: Path, name: str) -> None:
    with pytest.raises(LocalError, match="is no revision of this repository; allowed is a branch"):
        find(name)
    assert repository.exists()


def test_a_repository_without_room_for_a_worktree_is_told(repository: Path) -> None:
    (repository / ".git" / "worktrees").touch()
    with pytest.raises(LocalError, match=r"(?s)git worktree add fails: .*; needed is a repository"):
        checked_out(find("main")).__enter__()
