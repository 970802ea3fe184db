"""Runs the Pulumi CLI, in front of a person or for its output."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Iterator


def run(command: list[str]) -> int:
    """Runs a command in the foreground, where it may ask; returns the exit code."""
    with _interrupts_reach_the_command_alone():
        return subprocess.run(command, check=False).returncode


def run_and_read(command: list[str]) -> tuple[int, str]:
    """Runs a command whose output is shown as it comes; returns the exit code and the output."""
    # The command itself sees a pipe, for which it would leave colours out.
    colour = "always" if sys.stdout.isatty() else "never"
    said: list[str] = []
    with (
        _interrupts_reach_the_command_alone(),
        subprocess.Popen(
            [*command, "--color", colour],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process,
    ):
        for line in process.stdout or ():
            print(line, end="", flush=True)
            said.append(line)
    return process.returncode, "".join(said)


def answer(command: list[str]) -> str:
    """Returns a command's output without showing it: it may hold secrets.

    Raises LocalError with the command's own complaint when it fails.
    """
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise LocalError(f"`{' '.join(command)}` failed: {done.stderr.strip()}")
    return done.stdout


@contextmanager
def _interrupts_reach_the_command_alone() -> Iterator[None]:
    """Lets the engine end by itself after Ctrl-C, which its terminal sends to both.

    Killed, it would leave operations in its state of which nobody knows how they ended. A handler,
    unlike SIG_IGN, is not passed on to the command.
    """
    before = signal.signal(signal.SIGINT, lambda _number, _frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
