"""Evaluating the program without a cloud, against only importing what that imports."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from bench.bare_imports import imported_modules, write_bare_imports
from bench.child import seconds
from bench.line import Goal, Line, Section
from bench.stage import ROOT, STACK

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.stage import Stage

ROUNDS = 7
TITLE = "Evaluation of the program / bare imports of the same modules"


def measure(stage: Stage) -> Section:
    names = imported_modules()
    bare, by_name = (_imports(stage, names, by_name=by_name) for by_name in (False, True))
    command = [sys.executable, "-m", "gatehouse.program.evaluate", "--stack", STACK]
    ours, theirs = stage.interleave(
        ROUNDS, partial(seconds, command, ROOT), lambda: (bare(), by_name())
    )
    all_of_them, these = zip(*theirs, strict=True)
    name, goal = "start to exit of the process", Goal(bound=1.5)
    whole = Line(name=name, unit="s", ours=ours, theirs=all_of_them, goal=goal)
    lean = Line(name=name, unit="s", ours=ours, theirs=these)
    own = lean.difference("what is not import", Goal(bound=0.5))
    return Section(title=TITLE, notes=_notes(len(names)), lines=(whole, own))


def _imports(stage: Stage, names: list[str], *, by_name: bool) -> Callable[[], float]:
    script = stage.folder / f"imports-{'by-name' if by_name else 'bare'}.py"
    write_bare_imports(script, names, by_name=by_name)
    return partial(seconds, [sys.executable, str(script)], ROOT)


def _notes(modules: int) -> tuple[str, ...]:
    return (
        f"Evaluation of the stack {STACK} / import of the {modules} modules it uses, as",
        "a program imports them, but like the evaluation without garbage collection and without",
        "taking modules apart at the end. The evaluation runs fewer of the provider's files; the",
        "last line is the evaluation less the import of just these.",
    )
