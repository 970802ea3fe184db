"""How long `make local` takes to its first answer."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.child import environment
from bench.line import Goal, Line, Section
from bench.local_run import local_run
from bench.stage import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bench.stage import Stage

ROUNDS = 7
GOAL = Goal(bound=3.0)
TITLE = "Start of `python -m local up` to the first answer of the API"
NOTES = ("Warm: not the first start. Cold: new data, and every module is compiled first.",)


def measure(stage: Stage) -> Section:
    warm = stage.folder / "warm"
    if not stage.quick:
        _seconds(warm)
    rounds = tuple(_seconds(warm) for _ in range(stage.rounds(ROUNDS)))
    lines = [Line(name="warm", unit="s", ours=rounds, goal=GOAL)]
    if not stage.quick:
        lines.append(Line(name="cold", unit="s", ours=(_cold(stage.folder),)))
    return Section(title=TITLE, notes=NOTES, lines=tuple(lines))


def _seconds(data: Path, variables: Mapping[str, str] | None = None) -> float:
    started = time.perf_counter()
    with local_run(ROOT, data, variables):
        return time.perf_counter() - started


def _cold(folder: Path) -> float:
    with tempfile.TemporaryDirectory(dir=folder) as new:
        return _seconds(Path(new) / "data", environment(PYTHONPYCACHEPREFIX=new))
