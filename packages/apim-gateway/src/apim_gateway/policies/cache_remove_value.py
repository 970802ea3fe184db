"""Removes a value from the cache.

https://learn.microsoft.com/azure/api-management/cache-remove-value-policy
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.compiling.policy import SECTIONS, Policy
from apim_gateway.policy_parts.cache import cache_of

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange


def compile_cache_remove_value(element: Element, compilation: Compilation) -> Step:
    """Reads the key at load; one that isn't there is no error."""
    element.only(attributes=("key", "caching-type"))
    key = compilation.text(element.required("key"), element.place)
    cache = cache_of(element, compilation)

    def cache_remove_value(exchange: Exchange) -> None:
        if cache is not None:
            cache.remove(key(exchange))

    return cache_remove_value


POLICY = Policy(name="cache-remove-value", sections=SECTIONS, compile=compile_cache_remove_value)
