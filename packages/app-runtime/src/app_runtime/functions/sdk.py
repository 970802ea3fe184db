"""The environment of a function app: its own packages, and what Azure's worker brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app_runtime.environments.environment import make_environment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from app_runtime.environments.environment import AppEnvironment

SDK = (
    "azure-functions>=1.26,<2; python_version<'3.13'",
    "azure-functions>=2.3,<3; python_version>='3.13'",
)
"""For an app that does not list it; the worker's own version follows Python's, and so does this."""


def function_environment(
    folder: Path,
    python_version: str,
    report: Callable[[str], None],
    *,
    more: Sequence[str] = (),
) -> AppEnvironment:
    """Returns the environment of the function app in `folder`, as make_environment does.

    `more` are packages beside the app's own and what Azure's worker brings.
    """
    return make_environment(folder, python_version, provided=(*SDK, *more), report=report)
