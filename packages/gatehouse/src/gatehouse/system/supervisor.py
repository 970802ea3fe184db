"""Starts hosts side by side, restarts what falls over, and stops everything."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gatehouse.hosts.host import Host

RESTARTS = 5
PAUSE = 1.0
"""Seconds before the first restart in a row; every further one waits twice as long."""
STEADY = 30.0
"""Seconds after which a host has recovered and its restarts are forgotten."""


class Supervisor:
    """Looks after the hosts from their start to their stop."""

    def __init__(self, hosts: Sequence[Host], log: Callable[[str, str], None]) -> None:
        self._hosts = hosts
        self._log = log

    async def start(self) -> None:
        """Starts all hosts at once; raises the first LocalError after stopping the others."""
        if not self._hosts:  # a command by hand in a program without a database
            return
        starts = [asyncio.create_task(host.start()) for host in self._hosts]
        try:
            done, _ = await asyncio.wait(starts, return_when=asyncio.FIRST_EXCEPTION)
            for start in done:
                start.result()
        except BaseException:
            # In this order: a host that is still starting clears up after itself, and only then
            # does `stop` meet no host halfway, but those alone that had started.
            await _cancel(starts)
            await self.stop()
            raise

    async def watch(self) -> None:
        """Restarts hosts that stop by themselves; raises LocalError when one can't be kept up."""
        try:
            async with asyncio.TaskGroup() as group:
                for host in self._hosts:
                    group.create_task(self._keep(host))
        except ExceptionGroup as failures:
            raise failures.exceptions[0] from None  # one sentence for the person, not a tree

    async def stop(self) -> None:
        """Stops all hosts at once, and all of them even when one fails to.

        When it is cancelled, the hosts are: they stop without waiting for what is under way.
        """
        if not self._hosts:
            return
        # No order among them: a web app may lose its database a moment before it ends itself, but
        # one after the other they would take the sum of all their graces.
        stops = [asyncio.create_task(host.stop()) for host in self._hosts]
        try:
            await asyncio.wait(stops)
        except asyncio.CancelledError:
            await _cancel(stops)
            raise
        for stop in stops:
            stop.result()

    async def _keep(self, host: Host) -> None:
        failures, reason = 0, ""
        loop = asyncio.get_running_loop()
        # Example: a host that falls over at once, each time: it is started again after 1, 2, 4, 8
        # and 16 s, and then given up. One that ran for more than STEADY begins at 1 s again.
        while failures < RESTARTS:
            if not reason:
                started = loop.time()
                reason = await host.exited()
                failures = 0 if loop.time() - started > STEADY else failures
            pause = PAUSE * 2**failures
            self._log(host.name, f"{reason}; starting it again in {pause:.0f} s")
            await asyncio.sleep(pause)
            failures += 1
            reason = await self._restart(host)
        raise LocalError(
            f"{host.name} stopped {RESTARTS} times in a row; its lines above say why. "
            "Correct that and run the command again"
        )

    async def _restart(self, host: Host) -> str:
        """Returns why the host didn't start, or nothing when it did."""
        try:
            await host.stop()
            await host.start()
        except LocalError as error:
            return str(error)
        self._log(host.name, "running again")
        return ""


async def _cancel(tasks: Sequence[asyncio.Task[None]]) -> None:
    """Cancels the tasks and returns when all have ended; each Ctrl-C meanwhile cancels them again.

    Example: the first Ctrl-C cancels hosts that are starting, and PostgreSQL begins to shut down
    in an orderly way. The second one cancels this function's own wait. That is swallowed here, and
    passed on to whatever has not ended: PostgreSQL is ended at once. The wait is taken up again in
    any case, because a process left behind would be worse than a terminal that comes back late.
    """
    while pending := [task for task in tasks if not task.done()]:
        for task in pending:
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.wait(pending)
