"""Runs the Pulumi program without an engine and returns the graph that it declares."""

from __future__ import annotations

import asyncio
import runpy
import sys
from contextlib import redirect_stdout
from typing import TYPE_CHECKING

from pulumi.runtime import run_in_stack
from pulumi.runtime.config import set_all_config
from pulumi.runtime.mocks import MockEngine, MockSettings
from pulumi.runtime.settings import configure

from local.recorder import Recorder

if TYPE_CHECKING:
    from pathlib import Path

    from local.azure import Azure
    from local.graph import Graph
    from local.settings import StackSettings


def evaluate(
    program: Path, settings: StackSettings, azure: Azure, *, preview: bool = False
) -> Graph:
    """Runs the program's __main__.py; whatever that raises comes through.

    An encrypted setting gets a made-up value, since only the engine can decrypt it.
    """
    recorder = Recorder(azure, settings.project, settings.stack, preview=preview)
    configure(
        MockSettings(  # type: ignore[no-untyped-call]
            monitor=recorder,
            engine=MockEngine(None),
            project=settings.project,
            stack=settings.stack,
            dry_run=preview,
            organization="organization",
        )
    )
    made_up = {key: azure.key("setting", key) for key in settings.encrypted}
    set_all_config({**settings.values, **made_up}, list(made_up))
    # What the program prints must not get between the lines of the graph.
    with redirect_stdout(sys.stderr):
        asyncio.run(run_in_stack(lambda: _run(program)))
    return recorder.graph()


def _run(program: Path) -> None:
    runpy.run_path(str(program / "__main__.py"), run_name="__main__")
