"""Asks the function app's own code about its routes, in an environment and a process of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pulumi

from app_runtime import AppError, describe, function_environment
from components.errors import ComponentError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def description(source: Path, python_version: str, settings: Mapping[str, str]) -> dict[str, Any]:
    """Returns what the code in the folder offers, as `app_runtime.describe` does.

    It is asked under the app settings that it will be deployed with. Raises ComponentError for a
    folder without requirements, for requirements that can't be installed, and for code that can't
    be imported.
    """
    try:
        environment = function_environment(source, python_version, pulumi.log.info)
        if environment.note:
            pulumi.log.warn(environment.note)
        return describe(source, environment, settings)
    except AppError as error:
        raise ComponentError(str(error)) from error
