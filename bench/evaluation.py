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
    from pathlib import Path

    from bench.stage import Stage

ROUNDS = 7
TITLE = "Evaluation of the program / bare imports of the same modules"


def measure(stage: Stage) -> Section:
    bare, by_name = stage.folder / "bare_imports.py", stage.folder / "imports_by_name.py"
    modules = write_bare_imports(bare, by_name=False)
    write_bare_imports(by_name, by_name=True)
    whole = _line(stage, "start to exit of the process", bare, Goal(bound=1.5))
    own = _line(stage, "", by_name).difference("what is not import", Goal(bound=0.5))
    return Section(title=TITLE, notes=_notes(modules), lines=(whole, own))


def _line(stage: Stage, name: str, imports: Path, goal: Goal | None = None) -> Line:
    ours, theirs = stage.interleave(
        ROUNDS,
        partial(seconds, [sys.executable, "-m", "local.evaluate", "--stack", STACK], ROOT),
        partial(seconds, [sys.executable, str(imports)], ROOT),
    )
    return Line(name=name, unit="s", ours=ours, theirs=theirs, goal=goal)


def _notes(modules: int) -> tuple[str, ...]:
    return (
        f"`python -m local.evaluate --stack {STACK}` / import of the {modules} modules it uses, as",
        "a program imports them, but like the evaluation without garbage collection and without",
        "taking modules apart at the end. The evaluation runs fewer of the provider's files; the",
        "last line is the evaluation less the import of just these.",
    )
