"""nginx in front of the function host, doing what the gateway does for the API.

https://nginx.org/en/docs/
"""

from __future__ import annotations

import os
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING

from bench import request
from bench.errors import BenchError
from gatehouse.laptop.ports import reserve

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TEMPLATE = Path(__file__).with_name("nginx.conf")
PATIENCE = 10.0
PAUSE = 0.02


@dataclass(frozen=True, slots=True)
class Nginx:
    """An nginx that answers: its URL of the API, and its process."""

    api: str
    process: int


@contextmanager
def nginx(program: str, folder: Path, endpoints: Mapping[str, str]) -> Iterator[Nginx]:
    """Yields nginx when it answers; raises BenchError when it doesn't."""
    folder.mkdir()
    port = reserve({"port": 0})["port"]
    errors, settings = folder / "error.log", folder / "nginx.conf"
    settings.touch(mode=0o600)  # it holds both keys
    settings.write_text(configuration(folder, port, endpoints))
    process = subprocess.Popen(
        [program, "-e", str(errors), "-p", str(folder), "-c", str(settings)],
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(process, f"http://127.0.0.1:{port}/", errors)
        yield Nginx(f"http://127.0.0.1:{port}/api", process.pid)
    finally:
        process.terminate()
        process.wait()


def configuration(folder: Path, port: int, endpoints: Mapping[str, str]) -> str:
    """Fills in the template."""
    words = {
        # Without it the workers of root's nginx could not enter the folder.
        "USER": f"user {getuser()};" if os.geteuid() == 0 else "",
        "FOLDER": str(folder),
        "PORT": str(port),
        "FUNCTION_HOST": endpoints["function"]
        .removeprefix("http://")
        .replace("localhost", "127.0.0.1"),
        "FUNCTION_KEY": endpoints["function_key"],
        "SUBSCRIPTION_KEY": endpoints["subscription_key"],
    }
    text = TEMPLATE.read_text(encoding="utf-8")
    for word, value in words.items():
        text = text.replace(f"@{word}@", value)
    return text


def _wait(process: subprocess.Popen[bytes], url: str, errors: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while request.status(url) == request.NO_ANSWER:
        if process.poll() is not None or time.monotonic() > deadline:
            words = errors.read_text() if errors.exists() else ""
            raise BenchError(f"nginx does not answer; 1.19.5 or newer is needed. It says:\n{words}")
        time.sleep(PAUSE)
