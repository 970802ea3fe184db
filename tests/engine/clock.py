"""A simulated time, in which an hour of Azure's takes a moment."""

from __future__ import annotations

import asyncio
import time
from contextlib import contextmanager
from threading import Condition, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TICK = 0.003
QUIET_TICKS = 10
"""Ticks without any news after which everything that runs is taken to be waiting."""
STUCK_TICKS = 500
"""Ticks after which it is taken so, though somebody seems to be at work."""


class Clock:
    """Moves on to the next wake-up when all that runs waits for it, and not before.

    Two resources that take 5 and 360 seconds and are made side by side end at 5 and 360, however
    slow the machine: ticks are sleeps, so a busy machine makes them longer.
    """

    def __init__(self, now: float = 0) -> None:
        self._now = now
        self._waking: list[float] = []
        self._news = 0
        self._at_work = 0
        self._changed = Condition()
        self._mover: Thread | None = None

    def now(self) -> float:
        """Returns the seconds since the beginning."""
        return self._now

    def notice(self) -> None:
        """Says that something is going on, so that the time doesn't move on yet."""
        self._news += 1

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Keeps the time from moving on, except while this one sleeps."""
        with self._changed:
            self._at_work += 1
        try:
            yield
        finally:
            with self._changed:
                self._at_work -= 1
                self.notice()

    def sleep(self, seconds: float) -> None:
        """Returns when the seconds have passed, in this time."""
        with self._changed:
            until = self._now + seconds
            self._waking.append(until)
            self.notice()
            self._start()
            self._changed.wait_for(lambda: self._now >= until)
            self._waking.remove(until)
            self.notice()

    async def sleep_beside(self, seconds: float) -> None:
        """Sleeps without holding up the event loop; each sleeper has a thread of its own."""
        loop, done = asyncio.get_running_loop(), asyncio.Event()

        def sleep() -> None:
            self.sleep(seconds)
            loop.call_soon_threadsafe(done.set)

        Thread(target=sleep, daemon=True).start()
        await done.wait()

    def _start(self) -> None:
        if self._mover is None or not self._mover.is_alive():
            self._mover = Thread(target=self._move, daemon=True)
            self._mover.start()

    def _move(self) -> None:
        while True:
            self._wait_for_quiet()
            with self._changed:
                if not self._waking:
                    self._mover = None
                    return
                self._now = max(self._now, min(self._waking))
                self._changed.notify_all()

    def _wait_for_quiet(self) -> None:
        quiet, known = 0, self._news
        while quiet < (STUCK_TICKS if self._at_work > len(self._waking) else QUIET_TICKS):
            time.sleep(TICK)
            quiet = quiet + 1 if known == self._news else 0
            known = self._news
