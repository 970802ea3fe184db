"""Runs its policies side by side and waits for all of them, or for the first.

https://learn.microsoft.com/azure/api-management/wait-policy
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from apim_gateway.compiling.policy import BACKEND, INBOUND, OUTBOUND, Policy
from apim_gateway.compiling.settings import word
from apim_gateway.errors import LoadError

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange

ALL, ANY = "all", "any"
CHILDREN = ("send-request", "cache-lookup-value", "choose")


def compile_wait(element: Element, compilation: Compilation) -> Step:
    """Compiles each policy on its own; with `any`, the slower ones are abandoned.

    Two <send-request> of 2 s each take 2 s together. They share the exchange, but not a variable:
    each writes its own, and all run in one thread.
    """
    element.only(attributes=("for",), children=CHILDREN)
    # With `all` as well, the first error ends the wait: the pipeline stops with it anyway.
    until = {ALL: asyncio.FIRST_EXCEPTION, ANY: asyncio.FIRST_COMPLETED}
    return_when = until[word(element, "for", compilation, (ALL, ANY), ALL)]
    if not element.children:
        raise LoadError(element.place, "there is nothing to wait for; add a <send-request>")
    steps = [compilation.steps([child]) for child in element.children]

    async def wait(exchange: Exchange) -> None:
        tasks = [asyncio.create_task(_run(step, exchange)) for step in steps]
        try:
            done, _ = await asyncio.wait(tasks, return_when=return_when)
        finally:  # also when the caller has gone, and this coroutine is cancelled itself
            for task in tasks:
                task.cancel()
        errors = [error for task in done if (error := task.exception())]
        if errors:
            raise errors[0]

    return wait


async def _run(step: Step, exchange: Exchange) -> None:
    waiting = step(exchange)
    if waiting is not None:
        await waiting


POLICY = Policy(name="wait", sections=(INBOUND, BACKEND, OUTBOUND), compile=compile_wait)
