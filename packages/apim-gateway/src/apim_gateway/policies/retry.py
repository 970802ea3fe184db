"""Runs its policies, and again while a condition holds.

The waits in seconds, before the first, second, third and fourth retry:

    interval=2                           2   2   2   2
    interval=2 delta=3                   2   5   8  11
    interval=2 delta=3 max-interval=20   2   5  11  20    the exponential ones by 0.8 to 1.2

`first-fast-retry` makes the first wait 0.

https://learn.microsoft.com/azure/api-management/retry-policy
"""

from __future__ import annotations

import random
from asyncio import sleep
from typing import TYPE_CHECKING

from apim_gateway.compiling.policy import SECTIONS, Policy
from apim_gateway.compiling.settings import flag, number

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange

ATTRIBUTES = ("condition", "count", "interval", "max-interval", "delta", "first-fast-retry")
MAX_SECONDS = 86400


def compile_retry(element: Element, compilation: Compilation) -> Step:
    """Reads the condition and the waits at load; the policies run once and up to 50 times more.

    `interval`, `delta` and `max-interval` are seconds, 0 to MAX_SECONDS. All may be expressions,
    `condition` is evaluated after each run.
    """
    element.only(attributes=ATTRIBUTES, children=tuple(child.name for child in element.children))
    condition = flag(element, "condition", compilation)
    count = number(element, "count", compilation, low=1, high=50)
    seconds = _waits(element, compilation)
    body = compilation.steps(element.children)

    async def retry(exchange: Exchange) -> None:
        for attempt in range(count(exchange) + 1):
            if attempt:
                await sleep(seconds(exchange, attempt))
            waiting = body(exchange)
            if waiting is not None:
                await waiting
            # A <return-response> in the body ends the retries, whatever the condition says.
            if exchange.finished or not condition(exchange):
                return

    return retry


def _waits(element: Element, compilation: Compilation) -> Callable[[Exchange, int], float]:
    interval = number(element, "interval", compilation, low=0, high=MAX_SECONDS)
    delta = number(element, "delta", compilation, low=0, high=MAX_SECONDS, default=0)
    longest = number(
        element, "max-interval", compilation, low=0, high=MAX_SECONDS, default=MAX_SECONDS
    )
    fast = flag(element, "first-fast-retry", compilation, default=False)
    exponential = {"delta", "max-interval"} <= element.attributes.keys()

    def wait(exchange: Exchange, attempt: int) -> float:
        if attempt == 1 and fast(exchange):
            return 0
        growth: float = attempt - 1
        if exponential:
            growth = (2 ** (attempt - 1) - 1) * spread()
        return min(interval(exchange) + growth * delta(exchange), longest(exchange))

    return wait


def spread() -> float:
    """Returns a factor of 0.8 to 1.2, so that callers don't all come back at once."""
    return random.uniform(0.8, 1.2)  # noqa: S311 - it guards nothing


POLICY = Policy(name="retry", sections=SECTIONS, compile=compile_retry)
