"""Load by wrk, from one thread.

https://github.com/wg/wrk
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from bench.child import environment, output
from bench.errors import BenchError

SCRIPT = Path(__file__).with_name("wrk.lua")


@dataclass(frozen=True, slots=True)
class Load:
    """The figures of one run of wrk; times in microseconds."""

    requests: int
    per_second: float
    p50: float
    p99: float


def load(program: str, url: str, key: str, connections: int, seconds: int, **form: str) -> Load:
    """Requests the URL as fast as it answers; raises BenchError when an answer is no success.

    With FORM and CSRF_TOKEN it posts them, as the site's own script does.
    """
    command = [program, "-t1", f"-c{connections}", f"-d{seconds}s", "-s", str(SCRIPT), url]
    printed = output(command, SCRIPT.parent, environment(SUBSCRIPTION_KEY=key, **form))
    seen = json.loads(printed.splitlines()[-1])
    if seen["errors"] or not seen["requests"]:
        raise BenchError(
            f"{seen['errors']} of {seen['requests']} requests to {url} failed; allowed is none. "
            "Look for what else runs on this machine, then measure again."
        )
    return Load(
        seen["requests"], seen["requests"] / seen["microseconds"] * 1e6, seen["p50"], seen["p99"]
    )
