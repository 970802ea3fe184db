"""Asks a function app what it offers, in its own environment and under its own settings."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING, Any

from app_runtime.errors import AppError
from app_runtime.functions.launch import DESCRIBE, command, environ

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from app_runtime.environments.environment import AppEnvironment

TIMEOUT_SECONDS = 120
"""An import that takes longer waits for something."""


def describe(
    folder: Path, environment: AppEnvironment, settings: Mapping[str, str]
) -> dict[str, Any]:
    """Returns the functions of `function_app.py`, and the routes of the app that it wraps.

    `settings` are in the process's environment while the code is imported, as in Azure. The keys
    are `functions`, `route_prefix`, `routes`, `openapi` (None for an app without such a document),
    `unlisted` (an OpenAPI document of the routes that `openapi` leaves out) and `documentation`
    (paths of FastAPI's own pages).

    Raises AppError for code that can't be imported, with its traceback.
    """
    # What the app prints is passed on: it may be the hint that its author needs.
    try:
        asked = subprocess.run(  # this module's own command
            command(environment, DESCRIBE, str(folder.resolve())),
            env=environ(settings, os.environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise AppError(
            f"the code in {folder} was still being imported after {TIMEOUT_SECONDS} s; allowed is "
            "what ends by itself; connect to services when a request comes, not at the import"
        ) from None
    if asked.returncode != 0:
        raise AppError(asked.stdout.rstrip() or f"the code in {folder} ended Python: {asked.args}")
    found: dict[str, Any] = json.loads(asked.stdout)
    return found
