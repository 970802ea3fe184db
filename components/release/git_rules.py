"""Finds what git ignores in a folder: asks git or, without git, reads the `.gitignore` files.

https://git-scm.com/docs/gitignore

Example: `.gitignore` has `*.log`, and somebody has added one log by `git add --force`:

    ====================  =====================  ===============================
    file                  asked git              read `.gitignore`, without git
    ====================  =====================  ===============================
    `app/a.py`            released               released
    `app/other.log`       ignored                ignored
    `app/tracked.log`     released               ignored
    ====================  =====================  ===============================

Git is asked wherever it can be, because rules also stand in `.git/info/exclude`, in a person's own
file and in folders above, and because what is tracked is no matter of any rule.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Protocol

from pathspec import GitIgnoreSpec

from components.errors import ComponentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LIST = ("ls-files", "--cached", "--others", "--exclude-standard", "-z")
"""Lists the tracked files, whatever the rules say, and those that could be added."""
TRACKED = ("ls-files", "--cached", "-z")
"""Lists the tracked files alone."""


class GitRules(Protocol):
    """The rules of one folder; paths are relative to it, and those of folders end in a slash."""

    def ignore(self, path: str) -> bool:
        """Returns whether git would never have the path."""


def git_rules(folder: Path) -> GitRules:
    """Returns git's rules for the folder, which may lie anywhere in a work tree or outside of any.

    Raises ComponentError when the folder is in a work tree that git refuses to read.
    """
    listed = list(_listed(folder)) if _in_work_tree(folder) else []
    # A work tree that ignores the whole folder, such as a build folder with an app in it, lists
    # nothing; the folder's own `.gitignore` files still hold.
    return _Listing(listed) if listed else _Files(folder)


class _Listing:
    """The answer of git."""

    def __init__(self, listed: Iterable[str]) -> None:
        self._files = frozenset(listed)
        self._folders = {
            f"{above}/" for path in self._files for above in PurePosixPath(path).parents
        }

    def ignore(self, path: str) -> bool:
        return path not in self._files and path not in self._folders


class _Files:
    """The `.gitignore` files of a folder and of those in it; the nearest has the last word."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, GitIgnoreSpec] = {}

    def ignore(self, path: str) -> bool:
        # From the outermost folder to the nearest: `!keep.log` in `logs/` overrides `*.log` above.
        ignored = False
        for above in reversed(PurePosixPath(path).parents):
            prefix = "" if above.name == "" else f"{above}/"
            said = self._spec(prefix).check_file(path.removeprefix(prefix)).include
            ignored = ignored if said is None else said
        return ignored

    def _spec(self, prefix: str) -> GitIgnoreSpec:
        if prefix not in self._known:
            file = self._folder / prefix / ".gitignore"
            lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
            self._known[prefix] = GitIgnoreSpec.from_lines(lines)
        return self._known[prefix]


def tracked(folder: Path) -> frozenset[str]:
    """Returns the paths of the files that git has; none where the folder is in no work tree."""
    if not _in_work_tree(folder):
        return frozenset()
    return frozenset(filter(None, _ask(folder, *TRACKED).split("\0")))


def _in_work_tree(folder: Path) -> bool:
    whole = folder.resolve()
    return any(_is_repository(above) for above in (whole, *whole.parents))


def _is_repository(folder: Path) -> bool:
    """Returns whether git's data is there, or a submodule's file that names another place."""
    return (folder / ".git" / "HEAD").exists() or (folder / ".git").is_file()


def _listed(folder: Path) -> Iterator[str]:
    """Yields the files' paths; a repository inside of this one is asked for its own.

    Git lists such a repository as one entry, `library/`, or `library` for a submodule.
    """
    for path in filter(None, _ask(folder, *LIST).split("\0")):
        inner = folder / path
        if _is_repository(inner) and not inner.is_symlink():
            yield from (f"{path.rstrip('/')}/{one}" for one in _listed(inner))
        else:
            yield path


def _ask(folder: Path, *words: str) -> str:
    # In a hook of git's, such as one before a push, GIT_DIR names the repository of that hook, and
    # would have git read it in the place of the folder's.
    environment = {key: one for key, one in os.environ.items() if not key.startswith("GIT_")}
    command = ["git", "-C", str(folder), *words]
    try:
        done = subprocess.run(command, env=environment, capture_output=True, check=False)
    except FileNotFoundError:
        return ""
    if done.returncode:
        raise ComponentError(
            f"git can't list {folder}: {os.fsdecode(done.stderr).strip()}; allowed is a folder "
            "that git reads, or one outside of git; correct what git says and try again"
        )
    return os.fsdecode(done.stdout)
