"""The files that an app keeps out of its release, in the syntax of `.gitignore`.

https://learn.microsoft.com/azure/azure-functions/functions-core-tools-reference
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pathspec import GitIgnoreSpec

from components.release.git_rules import git_rules
from components.release.uploads import Uploads

if TYPE_CHECKING:
    from pathlib import Path

IGNORE_FILES = (".funcignore", ".deployignore")
"""Read in the folder itself, for any kind of app; a later line overrides the ones before it."""


class IgnoreRules:
    """The rules by which paths of a folder of code are left out; those of folders end in a slash.

    Git's rules come first, and those for uploads; a line of the ignore files overrides them. An
    example, where `.gitignore` has `dist/`, `.deployignore` the lines `!dist/` and `dist/*.map`:

    ========================  ============
    `dist/app.js`             released
    `dist/app.js.map`         left out
    `build.log`               as git says
    ========================  ============
    """

    def __init__(self, folder: Path) -> None:
        lines = [
            line
            for file in (folder / name for name in IGNORE_FILES)
            if file.is_file()
            for line in file.read_text(encoding="utf-8").splitlines()
        ]
        self._spec = GitIgnoreSpec.from_lines(lines)
        self._git = git_rules(folder)
        self._uploads = Uploads(folder)

    def leave_out(self, path: str) -> bool:
        """Returns whether the file or folder stays out of the release."""
        said = self._spec.check_file(path).include
        return path in self._uploads or self._git.ignore(path) if said is None else said

    def insist_on(self, path: str) -> bool:
        """Returns whether the line that brings the file in names it in full, as `!conf/.env` does.

        `!conf/*` brings it in as well, but nobody has thought of a secret when writing that.
        """
        said = self._spec.check_file(path)
        if said.include is not False or said.index is None:
            return False
        line = str(self._spec.patterns[said.index].pattern)
        return PurePosixPath(line.removeprefix("!")).name == PurePosixPath(path).name
