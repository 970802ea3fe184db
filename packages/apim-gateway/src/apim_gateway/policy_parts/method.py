"""The HTTP method that set-method writes, into the request or a side request.

https://learn.microsoft.com/azure/api-management/set-method-policy
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apim_gateway.compiling.loading import is_expression
from apim_gateway.errors import LoadError, PolicyError

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange

_METHOD = re.compile(r"[A-Z][A-Z-]*")


def compile_method(element: Element, compilation: Compilation) -> Callable[[Exchange], str]:
    """Reads the method at load; its case doesn't matter."""
    element.only()
    if not is_expression(element.text):
        known = compilation.constant(element, element.place).strip().upper()
        if not _METHOD.fullmatch(known):
            raise LoadError(
                element.place, f"{known!r} is not an HTTP method; write one, as <set-method>POST"
            )
        return lambda _: known
    text = compilation.text(element, element.place)
    return lambda exchange: _checked(text(exchange).strip().upper())


def _checked(method: str) -> str:
    if not _METHOD.fullmatch(method):
        raise PolicyError(
            "set-method",
            "ExpressionValueEvaluationFailure",
            f"{method!r} is not an HTTP method.",
        )
    return method
