"""Importing the function app, as a new instance does in Azure, against its two frameworks alone."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from bench.child import seconds
from bench.line import Line, Section
from bench.stage import ROOT

if TYPE_CHECKING:
    from bench.stage import Stage

ROUNDS = 9
FOLDER = ROOT / "function_app"
TITLE = "Cold import of function_app.py / import of fastapi and azure.functions"
NOTES = ("Each in a process of its own, from start to exit.",)


def measure(stage: Stage) -> Section:
    ours, theirs = stage.interleave(
        ROUNDS,
        partial(seconds, [sys.executable, "-c", "import function_app"], FOLDER),
        partial(seconds, [sys.executable, "-c", "import fastapi, azure.functions"], FOLDER),
    )
    line = Line(name="start to exit of the process", unit="s", ours=ours, theirs=theirs)
    return Section(title=TITLE, notes=NOTES, lines=(line,))
