"""A traceback as the author of the code wants it: from that code on."""

from __future__ import annotations

import sys
from itertools import dropwhile
from pathlib import Path
from traceback import StackSummary, TracebackException

PACKAGE = Path(__file__).parents[1]
IMPORTING = "<frozen importlib"


def own_traceback(error: BaseException, folder: Path) -> str:
    """Returns the traceback from the first step in the folder's code on, for what led to it, too.

    Steps of this package and of Python's import system are left out; all are when none of the
    folder's own is among them, as in a syntax error, which names its place itself.
    """
    shown = TracebackException.from_exception(error)
    _trim(shown, folder)
    return "".join(shown.format()).rstrip()


def _trim(shown: TracebackException | None, folder: Path) -> None:
    if shown is not None:
        steps = dropwhile(lambda step: not _is_own(step.filename, folder), shown.stack)
        kept = [step for step in steps if not _is_between(step.filename)]
        shown.stack = StackSummary.from_list(kept)
        _trim(shown.__cause__, folder)
        _trim(shown.__context__, folder)


def _is_own(file: str, folder: Path) -> bool:
    path = Path(file)
    installed = path.is_relative_to(sys.prefix)
    return path.is_relative_to(folder) and not installed and not _is_between(file)


def _is_between(file: str) -> bool:
    return file.startswith(IMPORTING) or Path(file).is_relative_to(PACKAGE)
