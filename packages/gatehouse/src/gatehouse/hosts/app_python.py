"""The Python that an app runs on here: its own packages, and what Azure's image brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app_runtime import AppError, function_environment, make_environment
from app_runtime.environments.debugging import debugger
from gatehouse.declared.app_settings import PROVIDED
from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from app_runtime import AppEnvironment


def function_python(
    folder: Path, version: str, settings: Mapping[str, str], report: Callable[[str], None]
) -> AppEnvironment:
    """Returns a function app's Python, made anew when its requirements have changed.

    Raises LocalError for requirements that can't be installed.
    """
    try:
        return function_environment(folder, version, report, more=debugger(settings))
    except AppError as error:
        raise LocalError(str(error)) from error


def site_python(
    folder: Path, version: str, settings: Mapping[str, str], report: Callable[[str], None]
) -> AppEnvironment:
    """Returns a site's Python, as function_python does a function app's."""
    provided = (*PROVIDED, *debugger(settings))
    try:
        return make_environment(folder, version, provided=provided, report=report)
    except AppError as error:
        raise LocalError(str(error)) from error
