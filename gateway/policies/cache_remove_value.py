"""Removes a value from the cache.

https://learn.microsoft.com/azure/api-management/cache-remove-value-policy
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway.cache import cache_of
from gateway.policy import SECTIONS, Policy

if TYPE_CHECKING:
    from gateway.element import Element
    from gateway.exchange import Exchange
    from gateway.policy import Step
    from gateway.scope import Loading


def compile_cache_remove_value(element: Element, loading: Loading) -> Step:
    """Reads the key at load; one that isn't there is no error."""
    element.only(attributes=("key", "caching-type"))
    key = loading.text(element.required("key"), element.place)
    cache = cache_of(element, loading)

    def cache_remove_value(exchange: Exchange) -> None:
        if cache is not None:
            cache.remove(key(exchange))

    return cache_remove_value


POLICY = Policy(name="cache-remove-value", sections=SECTIONS, compile=compile_cache_remove_value)
