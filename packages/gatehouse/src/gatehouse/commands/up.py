"""`make local`: evaluates the program, runs what it declares, follows edits until Ctrl-C."""

from __future__ import annotations

import asyncio
import dataclasses
import itertools
import logging
import signal
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

import uvloop

from gatehouse.errors import LocalError
from gatehouse.laptop import banner, endpoints
from gatehouse.laptop.database_variables import remove_variables, write_variables
from gatehouse.laptop.edits import changes
from gatehouse.laptop.lease import lease
from gatehouse.laptop.ports import reserve
from gatehouse.laptop.postgres_port import postgres_port
from gatehouse.laptop.running_postgres import RunningPostgres
from gatehouse.laptop.speech import say
from gatehouse.laptop.terminal import log
from gatehouse.program.child import evaluate
from gatehouse.system.supervisor import Supervisor

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from gatehouse.options import Options
    from gatehouse.system.system import System

SIGNALS = (signal.SIGINT, signal.SIGTERM)
STOPPING = ("\nstopping …", "stopping at once …")


def run(options: Options) -> int:
    """Runs in the foreground; raises LocalError when something can't be run."""
    try:
        return uvloop.run(_run(options))
    finally:  # a late Ctrl-C would find nothing to stop but the farewell
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)


async def _run(options: Options) -> int:
    options = _with_real_ports(options)
    with lease(options.data):
        _remove_files(options.data)  # of a run that was killed
        serving = asyncio.create_task(_serve(options))
        _stop_on_signals(serving)
        # Not `await serving`: a Ctrl-C cancels that task, which is no failure of this one. The
        # lease ends after it, when no host uses the folder any more.
        await asyncio.wait([serving])
    if not serving.cancelled():
        serving.result()  # raises what ended the run
    return 0


def _with_real_ports(options: Options) -> Options:
    """Returns the options without zeros; raises LocalError for ports that are taken."""
    ports = reserve(
        {
            "port": options.port,
            "function-port": options.function_port,
            "web-port": options.web_port,
        }
    )
    postgres = 0  # not ours: PG_SERVER's, which has its own
    if RunningPostgres.chosen() is None:
        postgres = postgres_port(options.postgres_port, partial(log, "postgres"))
    return dataclasses.replace(
        options,
        port=ports["port"],
        function_port=ports["function-port"],
        web_port=ports["web-port"],
        postgres_port=postgres,
    )


def _stop_on_signals(serving: asyncio.Task[None]) -> None:
    """Stops at the first Ctrl-C or SIGTERM; at the second without waiting for what is under way."""
    pressed = itertools.count(1)

    def stop() -> None:
        times = next(pressed)
        if times > len(STOPPING):
            return
        serving.cancel()  # before anything that could fail
        if times == len(STOPPING):
            logging.disable()  # what is torn apart now could only complain
        say(STOPPING[times - 1])

    loop = asyncio.get_running_loop()
    for number in SIGNALS:
        loop.add_signal_handler(number, stop)


async def _serve(options: Options) -> None:
    # The child imports the Pulumi SDK on one core while this process imports its hosts on another.
    graph, module = await asyncio.gather(
        evaluate(options.stack, options.data), asyncio.to_thread(_import_hosts)
    )
    system: System = module.System(graph, options)
    supervisor = Supervisor(system.hosts, log)
    await supervisor.start()
    try:
        running = system.endpoints()
        running.write(options.data)
        write_variables(options.data, running.postgres)
        banner.show(running)
        await asyncio.gather(supervisor.watch(), _follow(system, options))
    finally:
        _remove_files(options.data)  # first: whoever reads them may count on hosts that answer
        await supervisor.stop()


def _import_hosts() -> ModuleType:
    return import_module("gatehouse.system.system")


def _remove_files(data: Path) -> None:
    endpoints.remove(data)
    remove_variables(data)


async def _follow(system: System, options: Options) -> None:
    async for changed in changes(system.published):
        log("program", f"{', '.join(changed)} changed; evaluating")
        try:
            outcome = system.follow(await evaluate(options.stack, options.data))
        except LocalError as error:
            outcome = f"{error}\neverything goes on as it was"
        log("program", outcome)
