from __future__ import annotations

import asyncio

import pytest

from apim_gateway.messages.exchange import Response
from apim_gateway.messages.headers import Headers
from apim_gateway.server.responses import PendingResponses


class Desk:
    """Callers who note what happens, in its order."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.pending = PendingResponses()

    def ask(self, name: str, until: asyncio.Event | None = None) -> asyncio.Task[None]:
        return self.pending.expect(
            self._answer(name, until), lambda _: self.notes.append(f"to {name}")
        )

    async def _answer(self, name: str, until: asyncio.Event | None) -> Response:
        if until is not None:
            await until.wait()
        self.notes.append(f"of {name}")
        return Response(200, "OK", Headers(), b"")


@pytest.fixture
async def desk() -> Desk:
    return Desk()


async def test_the_responses_of_one_turn_leave_together(desk: Desk) -> None:
    for name in "abc":
        desk.ask(name)
    await asyncio.sleep(0)
    assert desk.notes == ["of a", "of b", "of c", "to a", "to b", "to c"]


async def test_a_request_that_takes_long_holds_nobody_up(desk: Desk) -> None:
    long = asyncio.Event()
    for name, until in (("long", long), ("a", None), ("b", None)):
        desk.ask(name, until)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert desk.notes == ["of a", "of b", "to a", "to b"]
    long.set()
    await asyncio.sleep(0)
    assert desk.notes[4:] == ["of long", "to long"]


async def test_who_is_cancelled_gets_nothing(desk: Desk) -> None:
    task = desk.ask("a", asyncio.Event())
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    assert (desk.notes, desk.pending.under_way) == ([], set())


async def test_who_is_abandoned_before_the_task_has_begun_leaves_nothing_behind(desk: Desk) -> None:
    task = desk.ask("a", asyncio.Event())
    desk.pending.abandon(task)
    await asyncio.wait([task])
    assert (task.cancelled(), desk.notes, desk.pending.under_way) == (True, [], set())


async def test_a_delivery_that_fails_stops_no_other(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    async def answer() -> Response:
        return Response(200, "OK", Headers(), b"")

    def fail(_: Response) -> None:
        raise RuntimeError("unable to perform operation on a closed transport")

    desk.ask("a")
    desk.pending.expect(answer(), fail)
    desk.ask("b")
    await asyncio.sleep(0)
    assert desk.notes == ["of a", "of b", "to a", "to b"]
    assert caplog.messages == ["A response could not be delivered"]
