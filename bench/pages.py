"""The web site as the local run serves it, against gunicorn alone with this machine's PostgreSQL.

https://docs.gunicorn.org/en/stable/run.html
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from functools import partial
from typing import TYPE_CHECKING

from bench.bare_site import bare_site, system_postgres
from bench.child import output
from bench.line import Goal, Line, Section
from bench.local_run import local_run
from bench.stage import ROOT
from bench.visitor import visitor
from bench.wrk import load

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from bench.bare_site import BareSite
    from bench.stage import Stage

CONNECTIONS, ROUNDS, SECONDS = 32, 7, 1
QUERIES_GOAL = Goal(bound=1.0)
QUIZ_LIST, GRADING = f"quiz list, {CONNECTIONS} connections", f"grading, {CONNECTIONS} connections"
QUERIES = "queries per page"
TITLE = "Web site of the local run / the same by gunicorn alone with the system's PostgreSQL"
NOTES = (
    "Both with as many workers and threads, and the seed data; each grading is the first answer",
    "of a new visitor, which starts a session. Queries: with twice the quizzes and questions /",
    "with the seed data, counted by Django; a ratio above 1 would be a query for every row.",
)


def measure(stage: Stage) -> Section:
    wrk, programs = shutil.which("wrk"), system_postgres()
    if wrk is None or programs is None:
        return Section(title=TITLE, notes=(), lines=tuple(_skipped()))
    source = stage.program / "django_app"
    with (
        local_run(stage.program, stage.folder / "site") as local,
        bare_site(source, programs, stage.folder / "bare-site") as bare,
    ):
        ours = local.endpoints["web"].replace("localhost", "127.0.0.1")
        lines = [
            _pages(stage, QUIZ_LIST, *(_listing(wrk, site) for site in (ours, bare.url))),
            _pages(stage, GRADING, *(_grading(wrk, site) for site in (ours, bare.url))),
            *queries(source, bare),
        ]
    return Section(title=TITLE, notes=NOTES, lines=tuple(lines))


def queries(source: Path, site: BareSite) -> list[Line]:
    """Returns a line for every kind of page."""
    python_path = os.pathsep.join((str(ROOT), str(source)))
    variables = {
        **site.settings,
        "PYTHONPATH": python_path,
        "DJANGO_SETTINGS_MODULE": "quizsite.settings",
    }
    printed = output([sys.executable, "-m", "bench.page_queries"], source, variables)
    counts: Mapping[str, tuple[int, int]] = json.loads(printed.splitlines()[-1])
    return [
        Line(
            name=f"{QUERIES}, {page}",
            unit="",
            ours=(twice,),
            theirs=(once,),
            goal=QUERIES_GOAL,
        )
        for page, (once, twice) in counts.items()
    ]


def _listing(wrk: str, site: str) -> Callable[[], float]:
    return lambda: load(wrk, f"{site}/quizzes/", "", CONNECTIONS, SECONDS).per_second


def _grading(wrk: str, site: str) -> Callable[[], float]:
    asked = visitor(site)
    post = partial(load, wrk, asked.question, "", CONNECTIONS, SECONDS)
    return lambda: post(FORM=asked.form, CSRF_TOKEN=asked.csrf_token).per_second


def _pages(stage: Stage, name: str, ours: Callable[[], float], theirs: Callable[[], float]) -> Line:
    our, their = stage.interleave(ROUNDS, ours, theirs)
    return Line(name=name, unit="1/s", ours=our, theirs=their)


def _skipped() -> list[Line]:
    remedy = "install wrk and PostgreSQL: apt-get install postgresql wrk, or set PG_BIN"
    return [
        Line(name=QUIZ_LIST, unit="1/s", skipped=remedy),
        Line(name=GRADING, unit="1/s", skipped=remedy),
        Line(name=QUERIES, unit="", goal=QUERIES_GOAL, skipped=remedy),
    ]
