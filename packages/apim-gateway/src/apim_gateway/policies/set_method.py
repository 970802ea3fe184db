"""Changes the method of the request to the backend.

https://learn.microsoft.com/azure/api-management/set-method-policy
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.compiling.policy import INBOUND, ON_ERROR, Policy
from apim_gateway.policy_parts.method import compile_method

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange


def compile_set_method(element: Element, compilation: Compilation) -> Step:
    """Reads the method at load; an expression is evaluated and checked for each request."""
    method = compile_method(element, compilation)

    def set_method(exchange: Exchange) -> None:
        exchange.request.method = method(exchange)

    return set_method


POLICY = Policy(name="set-method", sections=(INBOUND, ON_ERROR), compile=compile_set_method)
