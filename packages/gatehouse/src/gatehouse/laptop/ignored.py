"""The files that git never has, by the `.gitignore` files in a folder and above it.

https://git-scm.com/docs/gitignore
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pathspec import GitIgnoreSpec

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = ".gitignore"


class Ignored:
    """The rules for what is in `folder`, read anew when they change."""

    def __init__(self, folder: Path) -> None:
        above = (one for one in (folder, *folder.parents) if (one / ".git").exists())
        self._top = next(above, folder)
        self._known: dict[Path, tuple[int, GitIgnoreSpec]] = {}

    def __contains__(self, path: Path) -> bool:
        """Returns whether the path, which lies in the folder, is ignored."""
        ignored = False
        # From the outermost folder to the nearest: `!keep.log` in `logs/` overrides `*.log` above.
        for folder in self._folders(path):
            said = self._spec(folder).check_file(path.relative_to(folder).as_posix()).include
            ignored = ignored if said is None else said
        return ignored

    def _folders(self, path: Path) -> Iterator[Path]:
        for folder in reversed(path.parents):
            if folder.is_relative_to(self._top):
                yield folder

    def _spec(self, folder: Path) -> GitIgnoreSpec:
        file = folder / NAME
        try:
            changed = file.stat().st_mtime_ns
            known = self._known.get(folder)
            if known is None or known[0] != changed:
                lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
                known = self._known[folder] = (changed, GitIgnoreSpec.from_lines(lines))
        except OSError:
            return GitIgnoreSpec.from_lines([])
        return known[1]
