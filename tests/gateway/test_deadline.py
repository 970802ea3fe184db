from __future__ import annotations

import asyncio

import pytest

from gateway.deadline import Deadline


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
