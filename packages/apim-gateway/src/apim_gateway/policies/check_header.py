"""Lets a request through only with a header, and if values are named, with one of them.

https://learn.microsoft.com/azure/api-management/check-header-policy
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.compiling.policy import INBOUND, Policy
from apim_gateway.compiling.settings import flag, number
from apim_gateway.errors import PolicyError

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange

ATTRIBUTES = ("name", "failed-check-httpcode", "failed-check-error-message", "ignore-case")


def compile_check_header(element: Element, compilation: Compilation) -> Step:
    """Reads the settings at load; all four are required."""
    element.only(attributes=ATTRIBUTES, children=("value",))
    name = compilation.text(element.required("name"), element.place)
    status = number(element, "failed-check-httpcode", compilation, low=200, high=599)
    body = compilation.text(element.required("failed-check-error-message"), element.place)
    ignore_case = flag(element, "ignore-case", compilation)
    values = [compilation.text(value, value.place) for value in element.all("value")]

    def check_header(exchange: Exchange) -> None:
        header = name(exchange)
        # Two lines are one value, as on the wire: half of it being allowed is not enough.
        given = ",".join(exchange.request.headers.get_all(header))
        if header not in exchange.request.headers:
            reason, message = "HeaderNotFound", f"Header {header} was not found in the request."
        elif values and not _found(
            given, [value(exchange) for value in values], ignore_case=ignore_case(exchange)
        ):
            reason = "HeaderValueNotAllowed"
            message = f"Header {header} value of {given} is not allowed."
        else:
            return
        raise PolicyError(
            "check-header",
            reason,
            f"{message} Access denied.",
            status=status(exchange),
            body=body(exchange),
        )

    return check_header


def _found(given: str, allowed: list[str], *, ignore_case: bool) -> bool:
    if ignore_case:
        return given.casefold() in [value.casefold() for value in allowed]
    return given in allowed


POLICY = Policy(name="check-header", sections=(INBOUND,), compile=compile_check_header)
