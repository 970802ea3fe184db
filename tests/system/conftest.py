"""A checkout as a newcomer has it, and the system running in it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SET_UP_SECONDS = 400
FREE_PORTS = "--port 0 --function-port 0 --web-port 0 --postgres-port 0"


@dataclass
class LocalRun:
    """`make local` in a folder, from its start to its end."""

    folder: Path
    process: subprocess.Popen[bytes]
    output: Path
    endpoints: dict[str, Any]

    def said(self) -> str:
        return self.output.read_text()

    def wait_until_said(self, text: str, seconds: float = 20) -> None:
        deadline = time.monotonic() + seconds
        while text not in self.said():
            assert time.monotonic() < deadline, f"{text!r} is not in:\n{self.said()}"
            time.sleep(0.02)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(30)


@contextmanager
def edited(file: Path, old: str, new: str) -> Iterator[None]:
    """Saves the file with other words in it, and as it was at the end."""
    before = file.read_text()
    assert old in before
    file.write_text(before.replace(old, new))
    try:
        yield
    finally:
        file.write_text(before)


StartLocalRun = Callable[[Path], AbstractContextManager[LocalRun]]


@contextmanager
def local_run(folder: Path) -> Iterator[LocalRun]:
    output = folder.with_suffix(".output")
    clean = {name: os.environ[name] for name in ("HOME", "PATH") if name in os.environ}
    with output.open("wb") as file:
        process = subprocess.Popen(
            ["make", "local", f"ARGS={FREE_PORTS}"],
            cwd=folder,
            env=clean,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    file_ = folder / ".local" / "endpoints.json"
    try:
        deadline = time.monotonic() + SET_UP_SECONDS
        while not file_.exists():
            assert process.poll() is None, output.read_text()
            assert time.monotonic() < deadline, output.read_text()
            time.sleep(0.05)
        yield LocalRun(folder, process, output, json.loads(file_.read_text()))
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
            process.wait(30)
        shutil.rmtree(folder / ".local")


@pytest.fixture(scope="session")
def start_local_run() -> StartLocalRun:
    return local_run


@pytest.fixture(scope="module")
def running(checkout: Path) -> Iterator[LocalRun]:
    with local_run(checkout) as run:
        yield run
