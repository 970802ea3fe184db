"""The service's built-in cache: values by key, for some seconds, in bounded memory.

https://learn.microsoft.com/azure/api-management/api-management-howto-cache
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from apim_gateway.compiling.settings import word
from apim_gateway.service.model import CONSUMPTION

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.documents.element import Element

MAX_ENTRIES = 10_000
CACHING_TYPES = ("prefer-external", "external", "internal")


class Cache:
    """Values by key; drops expired ones, and the least recently used when it is full."""

    __slots__ = ("_clock", "_entries")

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._entries: OrderedDict[str, tuple[float, object]] = OrderedDict()

    def __len__(self) -> int:
        """Returns how many values are kept."""
        return len(self._entries)

    def __contains__(self, key: str) -> bool:
        """Returns whether there is a value that has not expired."""
        # Apart from `get`, since None is a value: a null that was stored is a hit.
        expires, _ = self._entries.get(key, (0.0, None))
        if expires > self._clock():
            return True
        self.remove(key)
        return False

    def get(self, key: str) -> object:
        """Returns the value of a key that is there; raises KeyError for another."""
        self._entries.move_to_end(key)
        return self._entries[key][1]

    def put(self, key: str, value: object, seconds: float) -> None:
        """Stores the value for `seconds`; a full cache drops the one that was used longest ago."""
        self._entries[key] = (self._clock() + seconds, value)
        self._entries.move_to_end(key)
        if len(self._entries) > MAX_ENTRIES:
            self._entries.popitem(last=False)  # the first in order is the least recently used

    def remove(self, key: str) -> None:
        """Drops the key's value, if there is one."""
        self._entries.pop(key, None)


def cache_of(element: Element, compilation: Compilation) -> Cache | None:
    """Returns the cache that the element names; None where there is none and every look-up misses.

    The Consumption tier has no built-in cache, and an external one is not part of a service here.
    """
    kind = word(element, "caching-type", compilation, CACHING_TYPES, CACHING_TYPES[0])
    if kind == "external" or compilation.tier == CONSUMPTION:
        return None
    return compilation.state("cache", lambda: Cache(compilation.clock))
