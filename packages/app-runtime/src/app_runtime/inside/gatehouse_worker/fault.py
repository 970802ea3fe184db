"""Why the app's code could not be loaded: the traceback, without the lines of this package."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from .function_app import IndexingError

if TYPE_CHECKING:
    from types import TracebackType

OWN = str(Path(__file__).parents[1])


def message(error: BaseException, folder: Path) -> str:
    """Returns what is wrong with the code in `folder`, in words or with its traceback."""
    if isinstance(error, IndexingError):
        return str(error)
    lines = traceback.format_exception(type(error), error, _own_part(error.__traceback__))
    return f"the code in {folder} can't be loaded. Correct it:\n{''.join(lines).rstrip()}"


def _own_part(trace: TracebackType | None) -> TracebackType | None:
    """Skips the frames that lead to the app's code."""
    while trace is not None and _is_foreign(trace.tb_frame.f_code.co_filename):
        trace = trace.tb_next
    return trace


def _is_foreign(file: str) -> bool:
    return file.startswith((OWN, "<frozen importlib")) or file.endswith("importlib/__init__.py")
