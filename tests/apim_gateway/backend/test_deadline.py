from __future__ import annotations

import asyncio

import pytest

from apim_gateway.backend.deadline import Deadline, within


async def test_what_takes_too_long_is_a_timeout() -> None:
    with pytest.raises(TimeoutError), Deadline(0.001):
        await asyncio.Event().wait()


async def test_what_is_in_time_goes_on() -> None:
    with Deadline(60):
        await asyncio.sleep(0)
    await asyncio.sleep(0)


async def test_a_cancellation_by_somebody_else_stays_one() -> None:
    async def wait() -> None:
        with Deadline(60):
            await asyncio.Event().wait()

    task = asyncio.create_task(wait())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_work_within_its_time_gives_what_it_returns() -> None:
    async def at_once() -> int:
        return 1

    async def later() -> int:
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return 2

    assert (await within(60, at_once()), await within(60, later())) == (1, 2)


async def test_work_that_takes_too_long_is_a_timeout() -> None:
    with pytest.raises(TimeoutError):
        await within(0.001, asyncio.Event().wait())


async def test_work_may_fail_at_once_or_later() -> None:
    async def fail(*, wait: bool) -> None:
        if wait:
            await asyncio.sleep(0)
        raise OSError(str(wait))

    for wait in (False, True):
        with pytest.raises(OSError, match=str(wait)):
            await within(60, fail(wait=wait))


async def test_what_work_waits_for_may_fail_and_work_go_on() -> None:
    failing: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def recover() -> str:
        try:
            await failing
        except OSError:
            await asyncio.sleep(0)
        return "recovered"

    asyncio.get_running_loop().call_soon(failing.set_exception, OSError())
    assert await within(60, recover()) == "recovered"


async def test_work_is_told_of_a_cancellation_by_somebody_else() -> None:
    told = []

    async def wait() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            told.append("cancelled")
            raise

    async def outer() -> None:
        await within(60, wait())

    task = asyncio.create_task(outer())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert told == ["cancelled"]
