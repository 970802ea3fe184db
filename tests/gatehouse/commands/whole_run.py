"""`gatehouse up` as a process, for what is tried with or beside a whole run."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PORTS = ("--port", "--function-port", "--web-port", "--postgres-port")


@contextlib.contextmanager
def started(data: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """Starts the command with free ports; ends it whatever the test does."""
    ports = [word for option in PORTS if option not in options for word in (option, "0")]
    process = subprocess.Popen(
        [sys.executable, "-m", "gatehouse", "up", "--data", str(data), *ports, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def wait_for_endpoints(data: Path, process: subprocess.Popen[str]) -> dict[str, Any]:
    while process.poll() is None:
        with contextlib.suppress(FileNotFoundError):
            endpoints: dict[str, Any] = json.loads((data / "endpoints.json").read_text())
            return endpoints
        time.sleep(0.05)
    raise AssertionError(process.communicate()[0])
