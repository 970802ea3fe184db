"""Counts calls per key in the last seconds, for the rate limits.

With 3 calls in 10 seconds, and calls at 0, 1 and 2 s:

    at  5 s   used is 3; the call that is one too many may come at 0 + 10, so wait is 5 s
    at 10 s   the call of 0 s has left, used is 2

A window that starts anew every 10 seconds would let 6 calls through within a moment at its border.

https://learn.microsoft.com/azure/api-management/rate-limit-policy
"""

from __future__ import annotations

from collections import OrderedDict, deque
from itertools import islice

PARTS = 1000
"""Calls closer together than this part of the period share an entry, so a window stays small.

An entry keeps the time of its first call: the others leave with it, 0.3 s early in a window of 300.
"""


class SlidingWindow:
    """The calls of one key, as `(time, count)` entries; the limits are the caller's."""

    __slots__ = ("_entries", "_total", "asked")

    def __init__(self) -> None:
        self.asked = 0.0
        """The time of the last call that asked for it, in seconds on the caller's clock."""
        self._entries: deque[tuple[float, int]] = deque()
        self._total = 0

    def used(self, period: float, now: float) -> int:
        """Returns how many calls were made in the last `period` seconds."""
        entries = self._entries
        while entries and entries[0][0] <= now - period:
            self._total -= entries.popleft()[1]
        return self._total

    def add(self, count: int, period: float, now: float) -> None:
        """Counts calls made now."""
        entries = self._entries
        if entries and now - entries[-1][0] < period / PARTS:
            time, earlier = entries.pop()
            entries.append((time, earlier + count))
        else:
            entries.append((now, count))
        self._total += count

    def wait(self, excess: int, period: float, now: float) -> float:
        """Returns the seconds until `excess` calls have left, the whole period at most."""
        # `excess` is above 1 where a call counts for more: several entries have to leave first.
        left = 0
        for time, count in self._entries:
            left += count
            if left >= excess:
                return time + period - now
        return period


class SlidingWindows:
    """A window for each key; keys that are idle for `longest` seconds are forgotten."""

    __slots__ = ("_longest", "_windows")

    def __init__(self, longest: float) -> None:
        self._longest = longest
        self._windows: OrderedDict[object, SlidingWindow] = OrderedDict()

    def __len__(self) -> int:
        """Returns how many keys are remembered."""
        return len(self._windows)

    def of(self, key: object, now: float) -> SlidingWindow:
        """Returns the key's window, a new one if it has none."""
        window = self._windows.get(key)
        if window is None:
            self._forget_idle(now)
            window = self._windows[key] = SlidingWindow()
        else:
            self._windows.move_to_end(key)
        window.asked = now
        return window

    def _forget_idle(self, now: float) -> None:
        # Keys are often the addresses of callers, so there is no end of them. Least recently used
        # first; two go for each one that comes, so that it keeps up without a walk through all.
        for key in list(islice(self._windows, 2)):
            if self._windows[key].asked > now - self._longest:
                return
            del self._windows[key]
