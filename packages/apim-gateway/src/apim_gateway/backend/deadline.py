"""A time limit for a coroutine, at a third of the cost of `asyncio.timeout`."""

from __future__ import annotations

import asyncio
from types import coroutine
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Coroutine, Generator
    from types import TracebackType

T = TypeVar("T")


@coroutine
def within(seconds: float, work: Coroutine[Any, Any, T]) -> Generator[Any, None, T]:
    """Awaits the work; raises TimeoutError when it takes longer than `seconds`.

    The clock starts when the work first waits: a backend in this process may never do, and a
    timer for each request would cost more than the policies around it.

    This is `await work` by hand. `send(None)` runs the work up to its next wait and returns what it
    waits for, which is yielded to the event loop; the work's value arrives as StopIteration.
    """
    try:
        waiting = work.send(None)
        with Deadline(seconds):
            while True:
                try:
                    yield waiting
                except BaseException as error:  # noqa: BLE001 - whatever it is, it is the work's
                    waiting = work.throw(error)
                else:
                    waiting = work.send(None)
    except StopIteration as done:
        return cast("T", done.value)


class Deadline:
    """Raises TimeoutError when its block takes longer than `seconds`."""

    __slots__ = ("_expired", "_handle", "_seconds", "_task")

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._expired = False

    def __enter__(self) -> Self:
        """Starts the clock for the current task."""
        loop = asyncio.get_running_loop()
        self._task = cast("asyncio.Task[object]", asyncio.current_task(loop))
        self._handle = loop.call_later(self._seconds, self._expire)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        _: TracebackType | None,
    ) -> None:
        """Stops the clock; a cancellation by somebody else stays one."""
        self._handle.cancel()
        # `uncancel` takes back the cancellation of `_expire` and returns how many are left. With
        # one left, somebody else ends the task, as when the caller has gone: not a time-out.
        if self._expired and not self._task.uncancel() and kind is asyncio.CancelledError:
            raise TimeoutError from error

    def _expire(self) -> None:
        self._expired = True
        self._task.cancel()
