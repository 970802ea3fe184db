"""Sets, appends to or removes a query parameter of the request to the backend.

https://learn.microsoft.com/azure/api-management/set-query-parameter-policy
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.compiling.policy import BACKEND, INBOUND, Policy
from apim_gateway.messages.query import name_of, split, value_of, written
from apim_gateway.policy_parts.header_change import HeaderChange

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange


def compile_set_query_parameter(element: Element, compilation: Compilation) -> Step:
    """Reads the change at load; the other parameters stay as they were written."""
    change = HeaderChange.of(element, compilation)
    if change.deleted is not None:
        return _deletion(change.deleted.lower())

    def set_query_parameter(exchange: Exchange) -> None:
        url = exchange.request.url
        name = change.name(exchange)
        pairs = split(url.query)
        own = [pair for pair in pairs if name_of(pair) == name.lower()]
        existing = [value_of(pair) for pair in own]
        values = change.apply(change.action(exchange), existing, exchange)
        if values is not existing:  # else `skip` would write the pairs anew, and in another place
            others = [pair for pair in pairs if pair not in own]
            url.query = "&".join([*others, *(written(name, value) for value in values)])

    return set_query_parameter


def _deletion(name: str) -> Step:
    """Compiles a plain deletion, which costs nothing where the URL has no query."""

    def delete(exchange: Exchange) -> None:
        url = exchange.request.url
        if url.query:
            url.query = "&".join([pair for pair in split(url.query) if name_of(pair) != name])

    return delete


POLICY = Policy(
    name="set-query-parameter", sections=(INBOUND, BACKEND), compile=compile_set_query_parameter
)
