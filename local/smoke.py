"""Tries the system that a stack has deployed: its outputs come as JSON on standard input.

    pulumi stack output --json --show-secrets --stack dev | python -m local smoke

So the key is in no argument, environment variable or log.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import aiohttp

from local.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from local.options import Options

OUTPUTS = ("docs_url", "api_url", "web_url", "subscription_key")
KEY_HEADER = "Ocp-Apim-Subscription-Key"
OPERATION = "generate_name"
HEALTH = "healthz"
PAUSE_SECONDS = 5.0
TIMEOUT = aiohttp.ClientTimeout(total=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One request and the status that has to come back."""

    what: str
    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


def run(options: Options) -> int:
    """Prints what every trial got; returns 1 when one gets something else until time is up.

    Raises LocalError when an output is missing.
    """
    wanted = trials(sys.stdin.read())
    got = asyncio.run(_try_all(wanted, options.seconds))
    for trial, answer in zip(wanted, got, strict=True):
        mark = "ok" if answer == str(trial.status) else "--"
        print(f"{mark}  {trial.what}: {answer}; needed is {trial.status} ({trial.url})")
    return int(got != [str(trial.status) for trial in wanted])


def trials(outputs: str) -> list[Trial]:
    """Returns what to try, from the stack's outputs as JSON."""
    try:
        given = json.loads(outputs)
        docs, api, web, key = (str(given[name]).rstrip("/") for name in OUTPUTS)
    except (ValueError, KeyError, TypeError):
        raise LocalError(
            f"standard input is not what is needed: JSON with {', '.join(OUTPUTS)}; pipe "
            "`pulumi stack output --json --show-secrets` into this command"
        ) from None
    operation = f"{api}/{OPERATION}"
    return [
        Trial(what="documentation", url=docs, status=200),
        Trial(what="API without a key", url=operation, status=401),
        Trial(what="API with the key", url=operation, status=200, headers={KEY_HEADER: key}),
        Trial(what="site and its database", url=f"{web}/{HEALTH}", status=200),
    ]


async def _try_all(wanted: list[Trial], seconds: float) -> list[str]:
    deadline = time.monotonic() + seconds
    async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
        return await asyncio.gather(*(_try(session, trial, deadline) for trial in wanted))


async def _try(session: aiohttp.ClientSession, trial: Trial, deadline: float) -> str:
    """Returns the status, or why there is none; a new instance may need some tries."""
    while True:
        got = await _ask(session, trial)
        if got == str(trial.status) or time.monotonic() + PAUSE_SECONDS > deadline:
            return got
        await asyncio.sleep(PAUSE_SECONDS)


async def _ask(session: aiohttp.ClientSession, trial: Trial) -> str:
    try:
        async with session.get(trial.url, headers=trial.headers, allow_redirects=False) as response:
            return str(response.status)
    except (aiohttp.ClientError, TimeoutError) as error:
        return f"no answer ({type(error).__name__})"
