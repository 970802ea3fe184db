"""Changes the method of the request to the backend.

https://learn.microsoft.com/azure/api-management/set-method-policy
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gateway.errors import LoadError, PolicyError
from gateway.policy import INBOUND, ON_ERROR, Policy
from gateway.scope import is_expression

if TYPE_CHECKING:
    from gateway.element import Element
    from gateway.exchange import Exchange
    from gateway.policy import Step
    from gateway.scope import Loading

_METHOD = re.compile(r"[A-Z][A-Z-]*")


def compile_set_method(element: Element, loading: Loading) -> Step:
    """Reads the method at load; its case doesn't matter."""
    element.only()
    method = loading.text(element, element.place)
    if not is_expression(element.text):
        known = loading.constant(element, element.place).strip()
        if not _METHOD.fullmatch(known.upper()):
            raise LoadError(
                element.place, f"{known!r} is not an HTTP method; write one, as <set-method>POST"
            )

    def set_method(exchange: Exchange) -> None:
        name = method(exchange).strip().upper()
        if not _METHOD.fullmatch(name):
            raise PolicyError(
                "set-method",
                "ExpressionValueEvaluationFailure",
                f"{name!r} is not an HTTP method.",
            )
        exchange.request.method = name

    return set_method


POLICY = Policy(name="set-method", sections=(INBOUND, ON_ERROR), compile=compile_set_method)
