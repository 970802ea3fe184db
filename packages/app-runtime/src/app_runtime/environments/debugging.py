"""Has a debugger reach an app: what its environment and its settings need for that.

See inside/gatehouse_worker/debugger.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app_runtime.inside.gatehouse_worker.debugger import VARIABLE

if TYPE_CHECKING:
    from collections.abc import Mapping

DEBUGPY = "debugpy>=1.8,<2"


def debug_setting(port: int) -> dict[str, str]:
    """Returns the variable that has the app's process listen for a debugger on the port."""
    return {VARIABLE: str(port)}


def debugger(settings: Mapping[str, str]) -> tuple[str, ...]:
    """Returns the package that an app with these settings needs beside its own; mostly none."""
    return (DEBUGPY,) if VARIABLE in settings else ()
