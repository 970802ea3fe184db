"""The gateway in front of the function host, against nginx in front of the same host."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.cpu import cpu_seconds
from bench.errors import BenchError
from bench.line import Goal, Line, Section
from bench.local_run import KEY, OK, OPERATION, local_run
from bench.nginx import nginx
from bench.request import status
from bench.wrk import load

if TYPE_CHECKING:
    from bench.stage import Stage

CONNECTIONS = (1, 32)
ROUNDS, SECONDS = 9, 1
UNAUTHORIZED = 401
MEASURED = (
    ("requests per second", "rate", "1/s", Goal(bound=1.0, at_least=True)),
    ("p50", "p50", "µs", None),
    ("p99", "p99", "µs", None),
    ("CPU per request", "cpu", "µs", None),
)
TITLE = "Gateway in front of the function host / nginx in front of the same function host"
NOTES = (
    "`gatehouse up` on a copy of the program in which rate-limit's calls=20 is 2147483647:",
    "every policy runs and every call is counted, none is refused. nginx checks the same key in",
    "header or query, counts by it (limit_req, as wide), removes key and hop-by-hop headers, adds",
    "x-functions-key, keeps its upstream connections. CORS is not asked for and not in nginx.",
    "nginx speaks HTTP to the host's port, the gateway hands its requests over within the host's",
    "process; the same worker process of the app runs them for both.",
    "CPU time is that of the serving processes alone: it hardly depends on what else runs here.",
)


@dataclass(frozen=True, slots=True)
class Served:
    """One run against one of the two."""

    rate: float
    p50: float
    p99: float
    cpu: float
    """Microseconds for each request, of all processes that serve."""


@dataclass(frozen=True, slots=True)
class Rival:
    """One of the two, ready to be loaded."""

    wrk: str
    url: str
    key: str
    processes: tuple[int, ...]

    def load(self, connections: int) -> Served:
        """Loads it for a while."""
        before = cpu_seconds(*self.processes)
        seen = load(self.wrk, self.url, self.key, connections, SECONDS)
        busy = cpu_seconds(*self.processes) - before
        return Served(seen.per_second, seen.p50, seen.p99, busy / seen.requests * 1e6)


def measure(stage: Stage) -> Section:
    wrk, rival = (shutil.which(name) for name in ("wrk", "nginx"))
    if wrk is None or rival is None:
        return Section(title=TITLE, notes=(), lines=tuple(_skipped()))
    with (
        local_run(stage.program, stage.folder / "gateway") as local,
        nginx(rival, stage.folder / "nginx", local.endpoints) as other,
    ):
        key = local.endpoints["subscription_key"]
        api = local.endpoints["api"].replace("localhost", "127.0.0.1")
        ours = Rival(wrk, api + OPERATION, key, (local.process,))
        theirs = Rival(wrk, other.api + OPERATION, key, (local.process, other.process))
        # A rival that refuses nobody would be fast: both have to do the same work.
        check(ours.url, key)
        check(theirs.url, key)
        lines = [line for number in CONNECTIONS for line in _lines(stage, number, ours, theirs)]
    return Section(title=TITLE, notes=NOTES, lines=tuple(lines))


def check(url: str, key: str) -> None:
    """Raises BenchError unless both ways to send the key work and no key is refused."""
    seen = status(url, {KEY: key}), status(f"{url}?subscription-key={key}"), status(url)
    if seen != (OK, OK, UNAUTHORIZED):
        raise BenchError(
            f"{url} answered {seen} to the key in the header, in the query, and to none; "
            f"it has to be {(OK, OK, UNAUTHORIZED)} to be compared"
        )


def _lines(stage: Stage, connections: int, ours: Rival, theirs: Rival) -> list[Line]:
    our, their = stage.interleave(
        ROUNDS, lambda: ours.load(connections), lambda: theirs.load(connections)
    )
    return [
        Line(
            name=f"{name}, {_at(connections)}",
            unit=unit,
            ours=tuple(getattr(one, field) for one in our),
            theirs=tuple(getattr(one, field) for one in their),
            goal=goal,
        )
        for name, field, unit, goal in MEASURED
        if any(getattr(one, field) for one in their)
    ]


def _skipped() -> list[Line]:
    remedy = "install wrk and nginx: apt-get install nginx-light wrk, or: brew install nginx wrk"
    return [
        Line(name=f"{name}, {_at(connections)}", unit=unit, goal=goal, skipped=remedy)
        for connections in CONNECTIONS
        for name, _, unit, goal in MEASURED
    ]


def _at(connections: int) -> str:
    return f"{connections} connection{'s' if connections > 1 else ''}"
