"""Visits what a stack has deployed, in a browser: its outputs come as JSON on standard input.

    pulumi stack output --json --show-secrets --stack dev | gatehouse canary

So the key is in no argument, environment variable or log.
"""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

from gatehouse.deploying.browser import PageError, browser
from gatehouse.deploying.stack_outputs import read_outputs
from gatehouse.deploying.visits import OUTPUTS, SECRETS, program_visits, visits
from gatehouse.laptop.speech import say

if TYPE_CHECKING:
    from collections.abc import Awaitable, Mapping
    from typing import Any

    from gatehouse.deploying.browser import Visit
    from gatehouse.options import Options

HIDDEN = "(hidden)"


def run(options: Options) -> int:
    """Prints every visit and what it found; returns 1 when one of them fails.

    Raises LocalError when an output, the program's visits, Playwright or Chromium is missing.
    """
    given = read_outputs(sys.stdin.read(), OUTPUTS)
    further = program_visits(options.visits, given) if options.visits else {}
    return asyncio.run(_visit({**visits(given), **further}, given))


async def _visit(wanted: Mapping[str, Visit], given: Mapping[str, Any]) -> int:
    async with browser() as show:
        went = [await _report(what, show(visit), given) for what, visit in wanted.items()]
    return int(not all(went))


async def _report(what: str, found: Awaitable[str], given: Mapping[str, Any]) -> bool:
    """Prints the visit's findings, but no secret; returns whether all is well."""
    try:
        say(f"ok  {what}: {await found}")
    except PageError as error:
        text = str(error)
        for secret in filter(None, map(given.get, SECRETS)):
            text = text.replace(secret, HIDDEN)
        say(f"--  {what}: {text}")
        return False
    return True
