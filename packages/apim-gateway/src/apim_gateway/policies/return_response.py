"""Ends the pipeline with a response of its own.

https://learn.microsoft.com/azure/api-management/return-response-policy
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.compiling.loading import DRAFT
from apim_gateway.compiling.policy import SECTIONS, Policy
from apim_gateway.errors import PolicyError
from apim_gateway.messages.exchange import Response
from apim_gateway.messages.headers import Headers

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange


def compile_return_response(element: Element, compilation: Compilation) -> Step:
    """Compiles the response: an empty 200, or the one in a variable, changed by the children."""
    element.only(
        attributes=("response-variable-name",), children=("set-status", "set-header", "set-body")
    )
    variable = compilation.constant(element.attribute("response-variable-name", ""), element.place)
    change = compilation.steps(element.children, target=DRAFT)

    def return_response(exchange: Exchange) -> None:
        # The children may look at the response so far, as a <set-body> that copies from the
        # backend's with @(context.Response.Body…). The draft takes its place when they are done.
        exchange.draft = _of(exchange, variable) if variable else _empty()
        change(exchange)
        exchange.response = exchange.draft
        exchange.finished = True

    return return_response


def _empty() -> Response:
    return Response(200, "OK", Headers(), b"")


def _of(exchange: Exchange, variable: str) -> Response:
    """Copies the response in the variable, so that the variable stays as it is."""
    given = exchange.variables.get(variable)
    if not isinstance(given, Response):
        raise PolicyError(
            "return-response",
            "ExpressionValueEvaluationFailure",
            f"The variable {variable!r} does not hold a response.",
        )
    return Response(given.status, given.reason, Headers(given.headers), given.body)


POLICY = Policy(name="return-response", sections=SECTIONS, compile=compile_return_response)
