"""Several policies as one step, which knows the one that failed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gateway.errors import PolicyError

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from gateway.element import Element
    from gateway.exchange import Exchange
    from gateway.policy import Step
    from gateway.scope import Loading


@dataclass(frozen=True, slots=True)
class Origin:
    """Which policy it was, for `context.LastError`."""

    policy: str
    scope: str
    section: str
    path: str
    policy_id: str

    @classmethod
    def of(cls, element: Element, loading: Loading) -> Origin:
        """Describes the element; `loading` is what it stands in."""
        policy_id = element.attribute("id", "")
        return cls(element.name, loading.scope, loading.section, loading.path, policy_id)


def nothing(_: Exchange) -> None:
    """Does nothing: the step of an empty section."""


NOTHING: Step = nothing


def in_sequence(steps: list[tuple[Step, Origin]]) -> Step:
    """Makes one step of several; it stops when the exchange is finished."""

    def run(exchange: Exchange) -> Awaitable[None] | None:
        index = 0
        try:
            for index, (step, _) in enumerate(steps):
                waiting = step(exchange)
                if waiting is not None:
                    return _go_on(exchange, waiting, steps, index)
                if exchange.finished:
                    return None
        except PolicyError as error:
            error.happened_at(steps[index][1])
            raise
        return None

    return run


async def _go_on(
    exchange: Exchange, waiting: Awaitable[None], steps: list[tuple[Step, Origin]], index: int
) -> None:
    """Awaits the step at `index`, then runs those behind it."""
    try:
        await waiting
        while not exchange.finished and index + 1 < len(steps):
            index += 1
            more = steps[index][0](exchange)
            if more is not None:
                await more
    except PolicyError as error:
        error.happened_at(steps[index][1])
        raise
