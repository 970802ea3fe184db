"""Runs a person's command as an app's own process would run: its Python, its folder, its settings.

What belongs to a terminal stays as it is: the command reads the keyboard, gets Ctrl-C, and its exit
code is this one's.
"""

from __future__ import annotations

import asyncio
import os
import signal
from functools import partial
from typing import TYPE_CHECKING

from gatehouse.declared.app_settings import programs
from gatehouse.errors import LocalError
from gatehouse.hosts.app_python import function_python, site_python
from gatehouse.laptop.terminal import log

if TYPE_CHECKING:
    from collections.abc import Coroutine, Mapping, Sequence
    from pathlib import Path

    from app_runtime import AppEnvironment
    from gatehouse.system.apps import LocalApp

OF_ANOTHER_PYTHON = {"PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV"}
PASSED_ON = (signal.SIGTERM, signal.SIGHUP)
SIGNAL = 128
"""Shells add it to the number of the signal that has ended a command."""


def until_done(command: Coroutine[None, None, int]) -> int:
    """Runs the command of the local system; returns its exit code, also where Ctrl-C has ended it.

    What the command has started is stopped before.
    """
    try:
        return asyncio.run(command)
    except KeyboardInterrupt:
        return SIGNAL + signal.SIGINT


async def run_in_app(app: LocalApp, words: Sequence[str]) -> int:
    """Runs the command in the app's environment and folder; returns its exit code.

    Raises LocalError for packages that can't be installed, and for a command that isn't there.
    """
    python = await asyncio.to_thread(app_environment, app)
    return await run_command(words, app.site.source, app_variables(app, python))


def app_environment(app: LocalApp) -> AppEnvironment:
    """Returns the app's Python, made if needed; says a line where it isn't the declared one."""
    site, report = app.site, partial(log, app.name)
    python = function_python if site.is_function_app else site_python
    made = python(site.source, site.python_version, site.settings, report)
    if made.note:
        report(made.note)
    return made


def app_variables(app: LocalApp, python: AppEnvironment) -> dict[str, str]:
    """Returns the person's own variables, with the app's settings and its Python before them."""
    own = {name: value for name, value in os.environ.items() if name not in OF_ANOTHER_PYTHON}
    others = programs(own.get("PATH", os.defpath))
    return {
        **own,
        **app.site.settings,
        "PATH": os.pathsep.join((str(python.bin), *others)),
        "VIRTUAL_ENV": str(python.bin.parent),
    }


async def run_command(words: Sequence[str], folder: Path, variables: Mapping[str, str]) -> int:
    """Runs the command on this process's terminal; returns its exit code, as a shell counts it."""
    loop = asyncio.get_running_loop()
    early: list[int] = []
    running: list[asyncio.subprocess.Process] = []

    def pass_on(number: int) -> None:
        for process in running:
            process.send_signal(number)
        if not running:
            early.append(number)

    # Ctrl-C reaches the command by itself, which may take it as `stop this line` and go on. Not
    # SIG_IGN: the command would inherit that.
    loop.add_signal_handler(signal.SIGINT, lambda: None)
    for number in PASSED_ON:
        loop.add_signal_handler(number, pass_on, number)
    try:
        process = await asyncio.create_subprocess_exec(*words, cwd=folder, env=variables)
        running.append(process)
        for missed in early:
            process.send_signal(missed)
        code = await process.wait()
    except (FileNotFoundError, PermissionError) as error:
        raise LocalError(
            f"{words[0]!r} can't be started: {error.strerror}; allowed are the commands of the "
            f"app's own packages and of this machine; correct it, or list its package in {folder}"
        ) from error
    finally:
        for number in (*PASSED_ON, signal.SIGINT):
            loop.remove_signal_handler(number)
    return SIGNAL - code if code < 0 else code
