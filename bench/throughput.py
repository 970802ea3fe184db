"""The gateway with the function host in its process, against nginx in front of the same host."""

from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING

from bench.errors import BenchError
from bench.line import Goal, Line, Section
from bench.local_run import KEY, OK, OPERATION, local_run
from bench.nginx import nginx
from bench.request import status
from bench.wrk import Load, load

if TYPE_CHECKING:
    from bench.stage import Stage

CONNECTIONS = (1, 32)
ROUNDS, SECONDS = 9, 1
UNAUTHORIZED = 401
TITLE = "Gateway and function host in one process / nginx in front of the same function host"
NOTES = (
    "`python -m local up` on a copy of the program in which rate-limit's calls=20 is 2147483647:",
    "every policy runs and every call is counted, none is refused. nginx checks the same key in",
    "header or query, counts by it (limit_req, as wide), removes key and hop-by-hop headers, adds",
    "x-functions-key, keeps its upstream connections. CORS is not asked for and not in nginx.",
)


def measure(stage: Stage) -> Section:
    programs = [shutil.which(name) for name in ("wrk", "nginx")]
    if None in programs:
        return Section(title=TITLE, notes=(), lines=tuple(_skipped()))
    wrk_program, nginx_program = map(str, programs)
    with (
        local_run(stage.program, stage.folder / "gateway") as endpoints,
        nginx(nginx_program, stage.folder / "nginx", endpoints) as rival,
    ):
        key, api = endpoints["subscription_key"], endpoints["api"].replace("localhost", "127.0.0.1")
        for url in (api, rival):
            check(url + OPERATION, key)
        lines = []
        for connections in CONNECTIONS:
            ours, theirs = (
                partial(load, wrk_program, url + OPERATION, key, connections, SECONDS)
                for url in (api, rival)
            )
            lines += _lines(connections, *stage.interleave(ROUNDS, ours, theirs))
    return Section(title=TITLE, notes=NOTES, lines=tuple(lines))


def _skipped() -> list[Line]:
    remedy = "install wrk and nginx: apt-get install nginx-light wrk, or: brew install nginx wrk"
    return [
        Line(name=name, unit="", skipped=remedy)
        for connections in CONNECTIONS
        for name in _names(connections)
    ]


def check(url: str, key: str) -> None:
    """Raises BenchError unless both ways to send the key work and no key is refused."""
    seen = status(url, {KEY: key}), status(f"{url}?subscription-key={key}"), status(url)
    if seen != (OK, OK, UNAUTHORIZED):
        raise BenchError(
            f"{url} answered {seen} to the key in the header, in the query, and to none; "
            f"it has to be {(OK, OK, UNAUTHORIZED)} to be compared"
        )


def _lines(connections: int, ours: tuple[Load, ...], theirs: tuple[Load, ...]) -> list[Line]:
    rate, p50, p99 = _names(connections)
    return [
        Line(
            name=rate,
            unit="1/s",
            ours=tuple(one.per_second for one in ours),
            theirs=tuple(one.per_second for one in theirs),
            goal=Goal(bound=1.0, at_least=True),
        ),
        Line(
            name=p50,
            unit="µs",
            ours=tuple(one.p50 for one in ours),
            theirs=tuple(one.p50 for one in theirs),
        ),
        Line(
            name=p99,
            unit="µs",
            ours=tuple(one.p99 for one in ours),
            theirs=tuple(one.p99 for one in theirs),
        ),
    ]


def _names(connections: int) -> tuple[str, str, str]:
    at = f"{connections} connection{'s' if connections > 1 else ''}"
    return f"requests per second, {at}", f"p50, {at}", f"p99, {at}"
