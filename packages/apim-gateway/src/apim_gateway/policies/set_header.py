"""Sets, appends to or removes a header of the request or the response.

https://learn.microsoft.com/azure/api-management/set-header-policy
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.compiling.policy import SECTIONS, Policy
from apim_gateway.compiling.target import message_of
from apim_gateway.policy_parts.header_change import compile_header_change

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange


def compile_set_header(element: Element, compilation: Compilation) -> Step:
    """Reads the change at load; it is for the request, or in outbound and on-error the response."""
    change = compile_header_change(element, compilation)
    message = message_of(compilation)

    def set_header(exchange: Exchange) -> None:
        change(exchange, message(exchange).headers)

    return set_header


POLICY = Policy(name="set-header", sections=SECTIONS, compile=compile_set_header)
