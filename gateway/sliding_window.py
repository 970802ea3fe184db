"""Counts calls per key over the seconds that have just passed; what the rate limits stand on.

https://learn.microsoft.com/azure/api-management/rate-limit-policy
"""

from __future__ import annotations

from collections import OrderedDict, deque

PARTS = 1000
"""Calls closer together than this part of the period share an entry, so a window stays small."""


class SlidingWindow:
    """The calls of one key, as `(time, count)` entries; the limits are the caller's."""

    __slots__ = ("_entries", "_total")

    def __init__(self) -> None:
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
        self._windows: OrderedDict[object, tuple[float, SlidingWindow]] = OrderedDict()

    def __len__(self) -> int:
        """Returns how many keys are remembered."""
        return len(self._windows)

    def of(self, key: object, now: float) -> SlidingWindow:
        """Returns the key's window, a new one if it has none."""
        _, window = self._windows.pop(key, (now, None))
        window = window or SlidingWindow()
        self._windows[key] = (now, window)
        self._forget_idle(now)
        return window

    def _forget_idle(self, now: float) -> None:
        # Least recently used first, and one is added a call: two removals a call keep up.
        for _ in range(2):
            oldest = next(iter(self._windows))
            if self._windows[oldest][0] > now - self._longest:
                return
            del self._windows[oldest]
