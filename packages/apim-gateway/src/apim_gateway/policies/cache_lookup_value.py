"""Copies a value from the cache into a variable.

https://learn.microsoft.com/azure/api-management/cache-lookup-value-policy
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


def compile_cache_lookup_value(element: Element, compilation: Compilation) -> Step:
    """Reads key and variable at load; without a default, a miss leaves the variable as it is."""
    element.only(attributes=("key", "variable-name", "default-value", "caching-type"))
    key = compilation.text(element.required("key"), element.place)
    variable = compilation.constant(element.required("variable-name"), element.place)
    default = element.attributes.get("default-value")
    otherwise = None if default is None else compilation.value(default, element.place)
    cache = cache_of(element, compilation)

    def cache_lookup_value(exchange: Exchange) -> None:
        name = key(exchange)
        # Not by `get` alone: a cached null is a hit, and the variable becomes null.
        if cache is not None and name in cache:
            exchange.variables[variable] = cache.get(name)
        elif otherwise is not None:
            exchange.variables[variable] = otherwise(exchange)

    return cache_lookup_value


POLICY = Policy(name="cache-lookup-value", sections=SECTIONS, compile=compile_cache_lookup_value)
