"""Finds the place in an app's own code that its last words tell of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FRAME = re.compile(r'\s+File "(?P<file>[^"]+)", line (?P<line>\d+)')


def fault(lines: Iterable[str], folder: Path) -> str:
    """Returns file, line and error of the last traceback; nothing when there is none.

    The file is the last one in the app's folder: frames below it are those of packages. Such as
    `shop/views.py, line 12: NameError: name 'prise' is not defined`.
    """
    place, found = "", ""
    inside = False
    for line in lines:
        frame = FRAME.match(line)
        if frame is not None:
            file = folder / frame["file"]
            inside = True
            if file.is_relative_to(folder):
                place = f"{file.relative_to(folder)}, line {frame['line']}"
        elif inside and line and not line[0].isspace():
            # The first line that isn't indented ends a traceback: it is the error.
            found = f"{place}: {line}" if place else found
            place, inside = "", False
    return found
