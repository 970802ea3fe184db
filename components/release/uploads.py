"""Uploads of a laptop's visitors, which lie in an app's folder and belong into no release.

Example, where `media/logo.png` was added to git and `media/cats/1.jpg` has been uploaded:

    ====================  =================  ====================================
    file                  in a work tree     without git
    ====================  =================  ====================================
    `media/logo.png`      released           left out; `!media/` brings it in
    `media/cats/1.jpg`    left out           left out; `!media/` brings it in
    `media/__init__.py`   released: it is a package, whatever else is in there
    ====================  =================  ====================================
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from components.release.git_rules import tracked

if TYPE_CHECKING:
    from pathlib import Path

FOLDERS = ("media", "mediafiles", "uploads")
"""What frameworks' documents call the folder, beside the app's own."""


class Uploads:
    """The uploads of one folder of code."""

    def __init__(self, folder: Path) -> None:
        self._folders = [
            name
            for name in FOLDERS
            if (folder / name).is_dir() and not (folder / name / "__init__.py").exists()
        ]
        known = tracked(folder) if self._folders else frozenset()
        above = {f"{one}/" for path in known for one in PurePosixPath(path).parents}
        self._known = known | above

    def __contains__(self, path: str) -> bool:
        """Returns whether the path, which ends in a slash if it is a folder's, is of uploads."""
        return PurePosixPath(path).parts[0] in self._folders and path not in self._known
