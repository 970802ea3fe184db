"""`make local`: evaluates the program, runs what it declares, follows edits until Ctrl-C."""

from __future__ import annotations

import asyncio
import dataclasses
import itertools
import logging
import signal
from importlib import import_module
from typing import TYPE_CHECKING

import uvloop

from gatehouse.errors import LocalError
from gatehouse.laptop import banner, endpoints
from gatehouse.laptop.edits import changes
from gatehouse.laptop.lease import lease
from gatehouse.laptop.ports import reserve
from gatehouse.laptop.speech import say
from gatehouse.laptop.terminal import log
from gatehouse.program.child import evaluate
from gatehouse.system.supervisor import Supervisor

if TYPE_CHECKING:
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
    ports = reserve(
        {
            "port": options.port,
            "function-port": options.function_port,
            "web-port": options.web_port,
        }
    )
    options = dataclasses.replace(
        options,
        port=ports["port"],
        function_port=ports["function-port"],
        web_port=ports["web-port"],
    )
    with lease(options.data):
        endpoints.remove(options.data)  # of a run that was killed
        serving = asyncio.create_task(_serve(options))
        _stop_on_signals(serving)
        # Not `await serving`: a Ctrl-C cancels that task, which is no failure of this one. The
        # lease ends after it, when no host uses the folder any more.
        await asyncio.wait([serving])
    if not serving.cancelled():
        serving.result()  # raises what ended the run
    return 0


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
        banner.show(running)
        await asyncio.gather(supervisor.watch(), _follow(system, options))
    finally:
        endpoints.remove(options.data)  # first: whoever reads it may count on hosts that answer
        await supervisor.stop()


def _import_hosts() -> ModuleType:
    return import_module("gatehouse.system.system")


async def _follow(system: System, options: Options) -> None:
    async for changed in changes():
        log("program", f"{', '.join(changed)} changed; evaluating")
        try:
            outcome = system.follow(await evaluate(options.stack, options.data))
        except LocalError as error:
            outcome = f"{error}\neverything goes on as it was"
        log("program", outcome)
