from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from apim_gateway.compiling.steps import NOTHING, StepSequence
from apim_gateway.errors import Origin, PolicyError

if TYPE_CHECKING:
    from apim_gateway.compiling.steps import Step
    from apim_gateway.messages.exchange import Exchange


class Steps:
    """Steps that note that they ran."""

    def __init__(self) -> None:
        self.ran: list[str] = []

    def note(self, name: str) -> Step:
        def note(_: Exchange) -> None:
            self.ran.append(name)

        return note

    def wait(self, name: str) -> Step:
        async def wait(_: Exchange) -> None:
            await asyncio.sleep(0)
            self.ran.append(name)

        return wait

    def fail(self, _: Exchange) -> None:
        raise PolicyError("fail", "Failed", "It fails.")

    async def fail_later(self, _: Exchange) -> None:
        raise PolicyError("fail", "Failed", "It fails.")

    def finish(self, exchange: Exchange) -> None:
        exchange.finished = True

    async def finish_later(self, exchange: Exchange) -> None:
        exchange.finished = True


@pytest.fixture
def steps() -> Steps:
    return Steps()


def origin(name: str) -> Origin:
    return Origin(name, "api", "inbound", "", "")


def sequence(*steps: Step) -> Step:
    return StepSequence((step, origin(str(number))) for number, step in enumerate(steps))


def test_steps_that_do_not_wait_run_at_once(steps: Steps, exchange: Exchange) -> None:
    assert sequence(steps.note("a"), NOTHING, steps.note("b"))(exchange) is None
    assert steps.ran == ["a", "b"]


async def test_steps_that_wait_keep_the_order(steps: Steps, exchange: Exchange) -> None:
    names = (steps.wait("a"), steps.note("b"), steps.wait("c"))
    waiting: Any = sequence(*names)(exchange)
    await waiting
    assert steps.ran == ["a", "b", "c"]


def test_nothing_runs_after_the_end(steps: Steps, exchange: Exchange) -> None:
    sequence(steps.finish, steps.note("late"))(exchange)
    assert steps.ran == []


async def test_nothing_runs_after_an_end_that_was_waited_for(
    steps: Steps, exchange: Exchange
) -> None:
    waiting: Any = sequence(steps.finish_later, steps.note("late"))(exchange)
    await waiting
    assert steps.ran == []


def test_the_innermost_policy_is_what_failed(steps: Steps, exchange: Exchange) -> None:
    with pytest.raises(PolicyError) as failed:
        sequence(NOTHING, sequence(NOTHING, NOTHING, steps.fail))(exchange)
    assert failed.value.origin == origin("2")


async def test_a_policy_that_fails_later_is_known_too(steps: Steps, exchange: Exchange) -> None:
    waiting: Any = sequence(steps.wait("a"), steps.fail_later, steps.note("late"))(exchange)
    with pytest.raises(PolicyError) as failed:
        await waiting
    assert (failed.value.origin, steps.ran) == (origin("1"), ["a"])
