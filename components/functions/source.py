"""Asks the function app's own code about its routes, in an environment and a process of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pulumi

from app_runtime import AppError, describe, function_environment
from components.errors import ComponentError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """Two OpenAPI documents of one app."""

    api: Mapping[str, Any]
    """The routes that callers need a key for."""
    docs: Mapping[str, Any]
    """The routes that the app's own document leaves out, such as those of its documentation."""

    def description(self) -> dict[str, Any]:
        """Returns what `read_endpoints` reads."""
        documentation = list(self.docs["paths"])
        return {"openapi": self.api, "unlisted": self.docs, "documentation": documentation}


def documents(source: Path, python_version: str, settings: Mapping[str, str]) -> Documents:
    """Asks the code in the source folder, under the app settings that it will be deployed with.

    Raises ComponentError for a folder without requirements, for requirements that can't be
    installed, and for code that can't be imported.
    """
    try:
        environment = function_environment(source, python_version, pulumi.log.info)
        found = describe(source, environment, settings)
    except AppError as error:
        raise ComponentError(str(error)) from error
    return Documents(api=found["openapi"] or {}, docs=found["unlisted"])
