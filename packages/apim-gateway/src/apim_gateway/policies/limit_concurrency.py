"""Limits the number of requests that run its policies at once.

https://learn.microsoft.com/azure/api-management/limit-concurrency-policy
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from apim_gateway.compiling.policy import SECTIONS, Policy
from apim_gateway.compiling.settings import literal_of
from apim_gateway.messages.error_answers import CONCURRENCY_LIMIT_EXCEEDED

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange

MAX_COUNT = 2**31 - 1


def compile_limit_concurrency(element: Element, compilation: Compilation) -> Step:
    """Reads key and count at load; policies with the same key share one count of requests.

    A request beyond `max-count`, 1 to MAX_COUNT, gets a 429 at once: none waits for its turn.
    """
    element.only(
        attributes=("key", "max-count"), children=tuple(child.name for child in element.children)
    )
    key = compilation.text(element.required("key"), element.place)
    most = literal_of(element, "max-count", compilation).number(
        "max-count", low=1, high=MAX_COUNT, default=None
    )
    body = compilation.steps(element.children)
    inside: Counter[str] = compilation.state("limit-concurrency", Counter)

    async def limit_concurrency(exchange: Exchange) -> None:
        name = key(exchange)
        if inside[name] >= most:
            raise CONCURRENCY_LIMIT_EXCEEDED.error(element.name)
        inside[name] += 1
        try:
            waiting = body(exchange)
            if waiting is not None:
                await waiting
        finally:
            inside[name] -= 1
            if not inside[name]:  # keys come from requests; those with nobody inside are forgotten
                del inside[name]

    return limit_concurrency


POLICY = Policy(name="limit-concurrency", sections=SECTIONS, compile=compile_limit_concurrency)
