"""Puts a text in place of the body of the request or the response.

https://learn.microsoft.com/azure/api-management/set-body-policy
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.compiling.policy import SECTIONS, Policy
from apim_gateway.compiling.target import message_of
from apim_gateway.errors import PolicyError
from apim_gateway.messages.exchange import Request
from apim_gateway.policy_parts.message_body import compile_body

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange

BODILESS = frozenset(("GET", "HEAD"))


def compile_set_body(element: Element, compilation: Compilation) -> Step:
    """Reads the text at load; it is for the request, in outbound and on-error for the response."""
    body = compile_body(element, compilation)
    message = message_of(compilation)

    def set_body(exchange: Exchange) -> None:
        subject = message(exchange)
        if isinstance(subject, Request) and subject.method in BODILESS and not subject.body:
            raise PolicyError(
                "set-body",
                "ExpressionValueEvaluationFailure",
                f"There is no body to set in a {subject.method} request.",
            )
        subject.body = body(exchange)
        # The text that is set is not compressed, whatever it takes the place of was.
        subject.headers.remove("Content-Encoding")

    return set_body


POLICY = Policy(name="set-body", sections=SECTIONS, compile=compile_set_body)
