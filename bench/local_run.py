"""The local run, as `make local` starts it, on free ports."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench import request
from bench.child import COMPLAINT, environment
from bench.errors import BenchError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

OPTIONS = ("--port", "0", "--function-port", "0", "--web-port", "0", "--postgres-port", "0")
OPERATION = "/generate_name"
KEY = "Ocp-Apim-Subscription-Key"
PAUSE = 0.005
PATIENCE = 120.0
"""Seconds; a machine that compiles every module first may need many."""
OK = 200


@dataclass(frozen=True, slots=True)
class LocalRun:
    """A local run that answers: where it is, and its process."""

    endpoints: Mapping[str, str]
    process: int


@contextmanager
def local_run(
    program: Path, data: Path, variables: Mapping[str, str] | None = None
) -> Iterator[LocalRun]:
    """Yields the run as soon as its API answers; raises BenchError when it doesn't."""
    data.mkdir(parents=True, exist_ok=True)
    log = data / "log"
    with log.open("w") as words:
        process = subprocess.Popen(
            [sys.executable, "-m", "gatehouse", "up", *OPTIONS, "--data", str(data)],
            cwd=program,
            env=variables or environment(),
            stdout=words,
            stderr=subprocess.STDOUT,
        )
    # Ended as by Ctrl-C, after which no process of it is left behind.
    try:
        yield LocalRun(_answering(process, data / "endpoints.json", log), process.pid)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def _answering(process: subprocess.Popen[bytes], file: Path, log: Path) -> dict[str, str]:
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        if file.exists():
            endpoints: dict[str, str] = json.loads(file.read_text())
            headers = {KEY: endpoints["subscription_key"]}
            if request.status(endpoints["api"] + OPERATION, headers) == OK:
                return endpoints
        time.sleep(PAUSE)
    raise BenchError(
        f"`gatehouse up` did not answer {OPERATION} with {OK} within {PATIENCE:.0f} s. "
        f"Run it by hand to see why:\n{log.read_text()[-COMPLAINT:]}"
    )
