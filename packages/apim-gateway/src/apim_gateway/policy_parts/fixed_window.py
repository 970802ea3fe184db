"""Counts calls per key in consecutive periods, for the quotas.

With a period of 3600 s and a first call at 10:07, `quota` passes 10:07 as the start, so the window
ends at 11:07; `quota-by-key`, whose periods follow one another from midnight on, passes 10:00.
All calls of the window are there again at once when it ends, unlike in a sliding window.

https://learn.microsoft.com/azure/api-management/quota-policy
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from itertools import islice

LIFETIME = 0
"""The period that never ends."""


@dataclass(slots=True)
class FixedWindow:
    """The calls since `start`, in seconds on the caller's clock."""

    start: float
    used: int = 0
    last: str = ""
    """The id of the request that was counted last: quota-by-key counts each but once."""

    def left(self, period: int, now: float) -> float:
        """Returns the seconds until the window ends."""
        return self.start + period - now


class FixedWindows:
    """A window for each key, of one length; those that have ended are forgotten."""

    __slots__ = ("_period", "_windows")

    def __init__(self, period: int) -> None:
        """`period` is in seconds; LIFETIME never ends."""
        self._period = period
        self._windows: OrderedDict[object, FixedWindow] = OrderedDict()

    def __len__(self) -> int:
        """Returns how many keys are remembered."""
        return len(self._windows)

    def of(self, key: object, now: float, start: float) -> FixedWindow:
        """Returns the key's window, or a new one with this start."""
        if self._period:
            self._forget_ended(now)
        window = self._windows.get(key)
        if window is None or (self._period and window.left(self._period, now) <= 0):
            self._windows.pop(key, None)  # so that the new one goes to the end of the order
            window = self._windows[key] = FixedWindow(start)
        return window

    def _forget_ended(self, now: float) -> None:
        # Oldest first, and one is added a call: two removals a call keep up.
        for key in list(islice(self._windows, 2)):
            if self._windows[key].left(self._period, now) > 0:
                return
            del self._windows[key]
