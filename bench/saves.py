"""Measures how long a save takes to run: from the write of a file to the first answer of it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bench.errors import BenchError
from bench.line import Goal, Line, Section
from bench.local_run import KEY, OPERATION, PATIENCE, PAUSE, local_run
from bench.request import body

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bench.stage import Stage

ROUNDS = 7
FUNCTION_GOAL, SITE_GOAL = Goal(bound=0.4), Goal(bound=1.5)
TITLE = "Save of a file to the first answer of the new code"
NOTES = (
    "A name in function_app/routes.py, asked through the gateway; a heading in a template of the",
    "site, which runs without DEBUG. Asked again every 5 ms; the old code answers meanwhile.",
)
NAME = '"Minnie"'
HEADING = "<h1>"


def measure(stage: Stage) -> Section:
    routes = stage.program / "function_app" / "routes.py"
    page = stage.program / "django_app" / "quizzes" / "templates" / "quizzes" / "quiz_list.html"
    with local_run(stage.program, stage.folder / "saves") as local:
        key = {KEY: local.endpoints["subscription_key"]}
        url = local.endpoints["api"] + f"{OPERATION}?starts_with=round"
        quizzes = local.endpoints["web"] + "/quizzes/"
        numbers = range(stage.rounds(ROUNDS))
        functions = [_seconds(routes, NAME, f'"Round{n}"', lambda: body(url, key)) for n in numbers]
        sites = [_seconds(page, HEADING, f"<h1>Round{n} ", lambda: body(quizzes)) for n in numbers]
    lines = (
        Line(name="function app", unit="s", ours=tuple(functions), goal=FUNCTION_GOAL),
        Line(name="site", unit="s", ours=tuple(sites), goal=SITE_GOAL),
    )
    return Section(title=TITLE, notes=NOTES, lines=lines)


def _seconds(file: Path, old: str, new: str, ask: Callable[[], str]) -> float:
    """Saves the file with another text in one place until it is answered, then as it was."""
    before = file.read_text(encoding="utf-8")
    if before.count(old) != 1:
        raise BenchError(f"{file} has {before.count(old)} times {old}; needed is once")
    wanted = new.strip('"')
    seconds = _saved(file, before.replace(old, new), lambda: wanted in ask())
    _saved(file, before, lambda: wanted not in ask())
    return seconds


def _saved(file: Path, text: str, runs: Callable[[], bool]) -> float:
    started = time.perf_counter()
    file.write_text(text, encoding="utf-8")
    while not runs():
        if time.perf_counter() - started > PATIENCE:
            raise BenchError(f"{file}: what was saved did not run within {PATIENCE:.0f} s")
        time.sleep(PAUSE)
    return time.perf_counter() - started
