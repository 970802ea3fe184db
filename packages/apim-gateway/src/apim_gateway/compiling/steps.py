"""The step that a policy is compiled to, and a sequence of steps that knows which one failed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from apim_gateway.errors import PolicyError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from apim_gateway.errors import Origin
    from apim_gateway.messages.exchange import Exchange

Step = Callable[["Exchange"], Awaitable[None] | None]
"""Does the policy's work; returns an awaitable only when it has to wait.

Most policies never wait, and a plain call is cheaper than a coroutine: a step that is done at once
returns None, and only `_go_on` below awaits:

    def set_status(exchange): exchange.response.status = 201        # returns None: done
    def limit(exchange): return wait_for_turn(exchange)             # a coroutine: to be awaited
"""


def nothing(_: Exchange) -> None:
    """Does nothing: the step of an empty section."""


NOTHING: Step = nothing


class StepSequence:
    """Runs steps in order; stops when the exchange is finished.

    A sequence that stands in another one is dissolved in it: its steps know where they come from.
    What does nothing is left out. So the sections of four scopes run as one loop over a tuple.
    """

    __slots__ = ("_steps",)

    def __init__(self, steps: Iterable[tuple[Step, Origin]]) -> None:
        self._steps = tuple(_dissolved(steps))

    def __iter__(self) -> Iterator[tuple[Step, Origin]]:
        """Goes through the steps and their origins in order."""
        return iter(self._steps)

    def __call__(self, exchange: Exchange) -> Awaitable[None] | None:
        """Runs the steps up to the first that waits; returns an awaitable of that and the rest."""
        rest = iter(self._steps)
        for step, origin in rest:
            try:
                waiting = step(exchange)
            except PolicyError as error:
                error.happened_at(origin)
                raise
            if waiting is not None:
                # `rest` goes along: the coroutine continues where this loop stops. Were this method
                # itself `async`, each request would pay for a coroutine per sequence.
                return _go_on(exchange, waiting, origin, rest)
            if exchange.finished:  # as return-response does: outbound doesn't run either
                break
        return None


def _dissolved(steps: Iterable[tuple[Step, Origin]]) -> Iterator[tuple[Step, Origin]]:
    for step, origin in steps:
        if isinstance(step, StepSequence):
            yield from step
        elif step is not NOTHING:
            yield step, origin


async def _go_on(
    exchange: Exchange,
    waiting: Awaitable[None],
    origin: Origin,
    rest: Iterator[tuple[Step, Origin]],
) -> None:
    """Awaits the step that waits, then runs the rest."""
    try:
        await waiting
        while not exchange.finished and (following := next(rest, None)):
            step, origin = following
            more = step(exchange)
            if more is not None:
                await more
    except PolicyError as error:
        error.happened_at(origin)
        raise
