"""Puts a value into the cache.

https://learn.microsoft.com/azure/api-management/cache-store-value-policy
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.compiling.policy import SECTIONS, Policy
from apim_gateway.compiling.settings import number
from apim_gateway.policy_parts.cache import cache_of

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange

MAX_SECONDS = 2**31 - 1


def compile_cache_store_value(element: Element, compilation: Compilation) -> Step:
    """Reads key, value and duration at load; an expression's value keeps its type.

    `duration` is in seconds, 1 to MAX_SECONDS.
    """
    element.only(attributes=("key", "value", "duration", "caching-type"))
    key = compilation.text(element.required("key"), element.place)
    value = compilation.value(element.required("value"), element.place)
    seconds = number(element, "duration", compilation, low=1, high=MAX_SECONDS)
    cache = cache_of(element, compilation)

    def cache_store_value(exchange: Exchange) -> None:
        if cache is not None:
            cache.put(key(exchange), value(exchange), seconds(exchange))

    return cache_store_value


POLICY = Policy(name="cache-store-value", sections=SECTIONS, compile=compile_cache_store_value)
