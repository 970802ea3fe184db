"""`make local`: evaluates the program, runs what it declares, follows edits until Ctrl-C."""

from __future__ import annotations

import asyncio
import dataclasses
import itertools
import signal
from importlib import import_module
from typing import TYPE_CHECKING

import uvloop

from local import banner, endpoints
from local.azure import Azure
from local.errors import LocalError
from local.evaluate import read_seed
from local.lease import lease
from local.log import log
from local.ports import reserve
from local.program import evaluate
from local.supervisor import Supervisor
from local.watch import changes

if TYPE_CHECKING:
    from local.options import Options
    from local.system import System


def run(options: Options) -> int:
    """Runs in the foreground; raises LocalError when something can't be run."""
    return uvloop.run(_run(options))


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
        serving = asyncio.create_task(_serve(options))
        _stop_on_signals(serving)
        await asyncio.wait([serving])
    return 0 if serving.cancelled() else serving.result()


def _stop_on_signals(serving: asyncio.Task[int]) -> None:
    """Stops at the first Ctrl-C or SIGTERM; at the second without waiting for what is under way."""
    words = iter(("\nstopping …", "stopping at once …"))

    def stop() -> None:
        for word in itertools.islice(words, 1):
            print(word, flush=True)
            serving.cancel()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)


async def _serve(options: Options) -> int:
    azure = Azure(read_seed(options.data / "seed"))
    # The child imports the Pulumi SDK on one core while this process imports its hosts on another.
    loading = asyncio.to_thread(import_module, "local.system")
    graph, module = await asyncio.gather(evaluate(options.stack, options.data), loading)
    system: System = module.System(graph, azure, options)
    supervisor = Supervisor(system.hosts, log)
    await supervisor.start()
    try:
        running = system.endpoints()
        running.write(options.data)
        banner.show(running)
        await asyncio.gather(supervisor.watch(), _follow(system, options))
    finally:
        endpoints.remove(options.data)
        await supervisor.stop()
    return 0


async def _follow(system: System, options: Options) -> None:
    async for changed in changes():
        log("program", f"{', '.join(changed)} changed; evaluating")
        try:
            outcome = system.follow(await evaluate(options.stack, options.data))
        except LocalError as error:
            outcome = f"{error}\neverything goes on as it was"
        log("program", outcome)
