"""Evaluating the program without a cloud, against only importing what that imports."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from bench.bare_imports import write_bare_imports
from bench.child import seconds
from bench.line import Goal, Line, Section
from bench.stage import ROOT, STACK

if TYPE_CHECKING:
    from bench.stage import Stage

ROUNDS = 7
TITLE = "Evaluation of the program / bare imports of the same modules"


def measure(stage: Stage) -> Section:
    script = stage.folder / "bare_imports.py"
    modules = write_bare_imports(script)
    ours, theirs = stage.interleave(
        ROUNDS,
        partial(seconds, [sys.executable, "-m", "local.evaluate", "--stack", STACK], ROOT),
        partial(seconds, [sys.executable, str(script)], ROOT),
    )
    whole = Line(
        name="start to exit of the process",
        unit="s",
        ours=ours,
        theirs=theirs,
        goal=Goal(bound=1.5),
    )
    own = whole.difference("what is not import", Goal(bound=0.5))
    return Section(title=TITLE, notes=_notes(modules), lines=(whole, own))


def _notes(modules: int) -> tuple[str, ...]:
    return (
        f"`python -m local.evaluate --stack {STACK}` / import of the {modules} modules it loads,",
        "like it without garbage collection and without taking the modules apart at the end.",
    )
