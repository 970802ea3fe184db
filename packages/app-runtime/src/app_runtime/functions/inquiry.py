"""Asks a function app what it offers, in its own environment and under its own settings."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

from app_runtime.cache import cache_folder
from app_runtime.errors import AppError
from app_runtime.functions.digest import digest
from app_runtime.functions.launch import DESCRIBE, command, environ

if TYPE_CHECKING:
    from collections.abc import Mapping

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

    The answer is kept: the same code with the same packages and settings is imported once. Raises
    AppError for code that can't be imported, with its traceback.
    """
    known = cache_folder("descriptions") / f"{digest(folder, environment, settings)}.json"
    if not known.exists():
        _keep(known, _asked(folder, environment, settings))
    found: dict[str, Any] = json.loads(known.read_text(encoding="utf-8"))
    return found


def _keep(known: Path, description: str) -> None:
    """Writes the file in one step: another evaluation may be reading it."""
    with NamedTemporaryFile("w", dir=known.parent, delete=False, encoding="utf-8") as partial:
        partial.write(description)
    Path(partial.name).replace(known)


def _asked(folder: Path, environment: AppEnvironment, settings: Mapping[str, str]) -> str:
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
    return asked.stdout
