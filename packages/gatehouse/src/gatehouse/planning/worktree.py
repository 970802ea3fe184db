"""A revision's files in a folder of their own, gone afterwards.

https://git-scm.com/docs/git-worktree

Example: with `main` as the base, and the working folder `~/shop/infra` in the repository `~/shop`,
git checks the commit out to `/tmp/gatehouse-x1/base`, and `/tmp/gatehouse-x1/base/infra` is the
folder to compare with. The working folder itself is left alone, uncommitted work included.
"""

from __future__ import annotations

import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Iterator

# A hook such as post-checkout would run for the new folder, too, and might install or ask things.
GIT = ("git", "-c", "core.hooksPath=/dev/null")


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A commit by the name that the person gave it."""

    name: str
    commit: str
    ahead: int
    """Commits of it that the checked-out one lacks."""


def find(name: str) -> Revision:
    """Returns the revision, on the remote `origin` if there is none here.

    Raises LocalError when it is neither.
    """
    # A job on GitHub has no branch but its own, and the others as they are on the remote. The name
    # is given by a person: it is no option even with a hyphen at its start, and a tag is peeled
    # (`^{commit}`) down to what it is a tag of.
    for candidate in (name, f"origin/{name}"):
        asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{candidate}^{{commit}}")
        commit = _git(*asked)
        if commit:
            ahead = _git("rev-list", "--count", commit, "^HEAD")
            return Revision(name=candidate, commit=commit, ahead=int(ahead or 0))
    raise LocalError(
        f"{name} is no revision of this repository; allowed is a branch, a tag or a commit; "
        f"fetch it (git fetch origin {name}), or name another: make plan BASE=REVISION"
    )


@contextmanager
def checked_out(revision: Revision) -> Iterator[Path]:
    """Yields the folder that is to the revision what the working folder is to this checkout."""
    inner = _git("rev-parse", "--show-prefix")
    with tempfile.TemporaryDirectory(prefix="gatehouse-") as parent:
        tree = Path(parent, "base")
        _worktree("add", "--detach", "--quiet", str(tree), revision.commit)
        try:
            yield tree / inner
        finally:
            # Not left to the temporary folder: git keeps a list of its worktrees. By force, since
            # the evaluation may have left files in it.
            _worktree("remove", "--force", str(tree))


def _worktree(*arguments: str) -> None:
    command = [*GIT, "worktree", *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise LocalError(
            f"git worktree {arguments[0]} fails: {done.stderr.strip()}; needed is a repository "
            "that can be written to, and room for a copy of it in the folder for temporary files"
        )


def _git(*arguments: str) -> str:
    """Returns git's output; empty when it fails."""
    done = subprocess.run([*GIT, *arguments], check=False, capture_output=True, text=True)
    return done.stdout.strip() if done.returncode == 0 else ""
