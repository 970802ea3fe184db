"""Measures `make local` from its start to its first answer, and until everything answers."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bench.child import environment
from bench.errors import BenchError
from bench.line import Goal, Line, Section
from bench.local_run import OK, local_run
from bench.request import status
from bench.stage import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bench.stage import Stage

ROUNDS = 7
QUIZ_LIST = "/quizzes/"
API_GOAL, SYSTEM_GOAL = Goal(bound=3.0), Goal(bound=4.0)
TITLE = "Start of `gatehouse up` to the first answer of the API, and of the whole system"
NOTES = (
    "Warm: not the first start. Cold: new data, and every module is compiled first. The API is",
    "asked once all hosts are healthy (`.local/endpoints.json`), the site's quiz list after it.",
)


def measure(stage: Stage) -> Section:
    warm = stage.folder / "warm"
    if not stage.quick:
        _seconds(warm)
    lines = _lines("warm", [_seconds(warm) for _ in range(stage.rounds(ROUNDS))], goals=True)
    if not stage.quick:
        lines += _lines("cold", [_cold(stage.folder)], goals=False)
    return Section(title=TITLE, notes=NOTES, lines=tuple(lines))


def _lines(name: str, rounds: list[tuple[float, float]], *, goals: bool) -> list[Line]:
    api, system = zip(*rounds, strict=True)
    api_goal, system_goal = (API_GOAL, SYSTEM_GOAL) if goals else (None, None)
    return [
        Line(name=name, unit="s", ours=api, goal=api_goal),
        Line(name=f"{name}, whole system", unit="s", ours=system, goal=system_goal),
    ]


def _seconds(data: Path, variables: Mapping[str, str] | None = None) -> tuple[float, float]:
    started = time.perf_counter()
    with local_run(ROOT, data, variables) as local:
        api = time.perf_counter() - started
        page = local.endpoints["web"] + QUIZ_LIST
        if (seen := status(page)) != OK:
            raise BenchError(f"{page} answered {seen}; it has to be {OK}. The site's lines say why")
        return api, time.perf_counter() - started


def _cold(folder: Path) -> tuple[float, float]:
    new = folder / "cold"
    return _seconds(new / "data", environment(PYTHONPYCACHEPREFIX=str(new)))
