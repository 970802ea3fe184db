"""Runs compiled policies to their end, whichever it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from apim_gateway.errors import PolicyError
from apim_gateway.messages.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from apim_gateway.compiling.steps import Step

Compile = Callable[..., "Step"]
"""The fixture `compile_policy`."""
MakeExchange = Callable[..., Exchange]
"""The fixture `make_exchange`."""
Run = Callable[..., Exchange]
"""The fixture `run`."""
Call = Callable[..., PolicyError | None]
"""A fixture that sends a call as its module describes it and returns the error that stopped it."""


async def finish(waiting: Awaitable[None] | None) -> None:
    """Waits for a step that has to be waited for."""
    assert waiting is not None
    await waiting


def refusal(exchange: Exchange, *steps: Step) -> PolicyError | None:
    """Runs the steps one after the other and returns the error that stopped them."""
    try:
        for step in steps:
            step(exchange)
    except PolicyError as error:
        return error
    return None
