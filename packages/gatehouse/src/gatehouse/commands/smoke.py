"""Tries the system that a stack has deployed: its outputs come as JSON on standard input.

    pulumi stack output --json --show-secrets --stack dev | gatehouse smoke

So the key is in no argument, environment variable or log.
"""

from __future__ import annotations

import asyncio
import sys
import time
from typing import TYPE_CHECKING

import aiohttp

from gatehouse.azure_cli.az import Az
from gatehouse.azure_cli.build import failed_build
from gatehouse.deploying.deployed_system import apps
from gatehouse.deploying.trial import TIMEOUT, Wait

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gatehouse.deploying.deployed_system import App
    from gatehouse.options import Options

PROGRESS_SECONDS = 30.0


def run(options: Options) -> int:
    """Tries the system whose outputs come on standard input, as `try_system` does."""
    return try_system(sys.stdin.read(), options.seconds)


def try_system(outputs: str, seconds: float) -> int:
    """Prints every answer as it changes; returns 1 when one isn't right until time is up.

    The rest of an app is tried once its first answer shows the release that the stack has
    deployed. Raises LocalError when an output is missing.
    """
    return asyncio.run(_try_all(apps(outputs), seconds))


async def _try_all(wanted: Sequence[App], seconds: float) -> int:
    async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
        wait = Wait(session=session, deadline=time.monotonic() + seconds, report=_report)
        progress = asyncio.create_task(_report_progress(wait, seconds))
        builds = [asyncio.create_task(_report_failed_build(app, wait)) for app in wanted]
        right = await asyncio.gather(*(_try(app, wait) for app in wanted))
        for task in (progress, *builds):
            task.cancel()
        await asyncio.gather(progress, *builds, return_exceptions=True)
    return int(not all(right))


async def _try(app: App, wait: Wait) -> bool:
    released = await wait.until_right(app.first)
    if not released:
        _report(f"    whether Azure could build the {app.name}: {app.site.log}")
    return all([released, *await asyncio.gather(*map(wait.until_right, app.then))])


async def _report_progress(wait: Wait, seconds: float) -> None:
    """Prints now and then what is waited for: a first start in Azure takes minutes."""
    started = time.monotonic()
    while True:
        await asyncio.sleep(PROGRESS_SECONDS)
        passed = _minutes(time.monotonic() - started)
        still = "; ".join(f"{what} ({answer})" for what, answer in wait.open.items())
        _report(f"    {passed} of {_minutes(seconds)} min, waiting for: {still}")


async def _report_failed_build(app: App, wait: Wait) -> None:
    """Prints, once, that Azure couldn't build what is waited for."""
    az = Az(subscription=app.site.subscription)
    while True:
        await asyncio.sleep(PROGRESS_SECONDS)
        late = app.first.what in wait.open
        reason = late and await failed_build(az, app.site.resource_group, app.site.name)
        if reason:
            _report(f"--  Azure could not build the {app.name}: {reason}; the log: {app.site.log}")
            return


def _report(line: str) -> None:
    print(line, flush=True)


def _minutes(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
