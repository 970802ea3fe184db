"""Sets the status code of the response.

https://learn.microsoft.com/azure/api-management/set-status-policy
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.compiling.policy import SECTIONS, Policy
from apim_gateway.compiling.settings import number
from apim_gateway.compiling.target import answer_of
from apim_gateway.messages.status_phrases import PHRASES

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange


def compile_set_status(element: Element, compilation: Compilation) -> Step:
    """Reads the code, 200 to 599; without a reason it is the code's own."""
    element.only(attributes=("code", "reason"))
    code = number(element, "code", compilation, low=200, high=599)
    reason = compilation.text(element.attribute("reason", ""), element.place)
    answer = answer_of(compilation)

    def set_status(exchange: Exchange) -> None:
        response = answer(exchange)
        response.status = code(exchange)
        # HTTP/1.1 needs no reason, but people read it: `HTTP/1.1 404 Not Found`.
        response.reason = reason(exchange) or PHRASES.get(response.status, "")

    return set_status


POLICY = Policy(name="set-status", sections=SECTIONS, compile=compile_set_status)
