"""The folder of an app, as it lies there."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING

from gatehouse.adopting.hint import Hint, Place
from gatehouse.adopting.python_file import PythonFile
from gatehouse.errors import LocalError

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator
    from pathlib import Path

LEFT_OUT = {"__pycache__", "build", "dist", "env", "node_modules", "site-packages", "venv"}
"""Folders that hold no code of the app; hidden ones don't, either."""
TESTS = {"test", "tests"}
"""Folders whose code isn't served."""


class AppFolder:
    """Reads the files of one folder; raises LocalError where there is none."""

    def __init__(self, path: Path) -> None:
        if not path.is_dir():
            raise LocalError(
                f"{path} is no folder; allowed is the folder of an app; give the one with its "
                "requirements.txt"
            )
        self.path = path
        self._unreadable: list[Hint] = []

    @cached_property
    def files(self) -> tuple[PythonFile, ...]:
        """The app's Python files, those at the top first."""
        found = sorted(self._python(self.path), key=lambda one: (len(one.parts), one))
        return tuple(filter(None, map(self._parsed, found)))

    @property
    def unreadable(self) -> tuple[Hint, ...]:
        """What is wrong with files that aren't Python of today."""
        _ = self.files  # reads them
        return tuple(self._unreadable)

    def file(self, name: str) -> PythonFile | None:
        """Returns the Python file of that path below the folder."""
        return next((one for one in self.files if one.relative.as_posix() == name), None)

    def text(self, name: str) -> str:
        """Returns the contents of a file, or an empty text where there is none."""
        file = self.path / name
        return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""

    def first(self, name: str, pattern: re.Pattern[str]) -> tuple[Place, re.Match[str]] | None:
        """Returns the first match in a file and where it begins."""
        text = self.text(name)
        match = pattern.search(text)
        line = text.count("\n", 0, match.start()) + 1 if match else 0
        return (Place(self.path / name, line), match) if match else None

    def _python(self, folder: Path) -> Iterator[Path]:
        for path in folder.iterdir():
            if path.is_dir():
                if not _is_left_out(path):
                    yield from self._python(path)
            elif path.suffix == ".py":
                yield path

    def _parsed(self, path: Path) -> PythonFile | None:
        try:
            tree = ast.parse(path.read_bytes())
        except (SyntaxError, ValueError) as error:
            place = Place(path, getattr(error, "lineno", None) or 1)
            said = getattr(error, "msg", str(error))
            remedy = "correct it, unless nothing imports it"
            self._unreadable.append(Hint(place=place, says=f"can't be read: {said}", remedy=remedy))
            return None
        return PythonFile(file=path, relative=path.relative_to(self.path), tree=tree)


def _is_left_out(folder: Path) -> bool:
    name = folder.name
    return name.startswith(".") or name in LEFT_OUT | TESTS or (folder / "pyvenv.cfg").exists()
