"""Writes a custom metric to the log `gateway.metric`.

https://learn.microsoft.com/azure/api-management/emit-metric-policy
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from apim_gateway.compiling.policy import SECTIONS, Policy
from apim_gateway.errors import LoadError, PolicyError

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange

    Text = Callable[[Exchange], str]

LOG = logging.getLogger("gateway.metric")
MAX_DIMENSIONS = 10

DEFAULTS: dict[str, Text] = {
    "API ID": lambda exchange: exchange.api.id if exchange.api else "",
    "Operation ID": lambda exchange: exchange.operation.id if exchange.operation else "",
    "Product ID": lambda exchange: exchange.product.id if exchange.product else "",
    "User ID": lambda _: "",
    "Subscription ID": lambda exchange: exchange.subscription.id if exchange.subscription else "",
    "Location": lambda exchange: exchange.service.location,
    "Gateway ID": lambda _: "managed",
}
"""Dimensions that need no value; there are no users here."""


def compile_emit_metric(element: Element, compilation: Compilation) -> Step:
    """Reads name, value and one to ten dimensions at load.

    `value` is a number or an expression for one, 1 by default: each call counts once.
    """
    element.only(attributes=("name", "value", "namespace"), children=("dimension",))
    name = compilation.constant(element.required("name"), element.place)
    namespace = compilation.constant(
        element.attribute("namespace", "API Management"), element.place
    )
    value = compilation.text(element.attribute("value", "1"), element.place)
    dimensions = [_dimension(child, compilation) for child in element.children]
    if not 1 <= len(dimensions) <= MAX_DIMENSIONS:
        raise LoadError(
            element.place, f"{len(dimensions)} dimensions are given; use 1 to {MAX_DIMENSIONS}"
        )

    def emit_metric(exchange: Exchange) -> None:
        number = _number(value(exchange))
        pairs = " ".join(f"{key(exchange)}={text(exchange)}" for key, text in dimensions)
        LOG.info("%s %s %g %s", namespace, name, number, pairs)

    return emit_metric


def _dimension(element: Element, compilation: Compilation) -> tuple[Text, Text]:
    element.only(attributes=("name", "value"))
    name = element.required("name")
    if "value" in element.attributes:
        value = compilation.text(element.attributes["value"], element.place)
    elif name in DEFAULTS:
        value = DEFAULTS[name]
    else:
        raise LoadError(
            element.place,
            f"the dimension {name!r} has no value; add one, or use one of: {', '.join(DEFAULTS)}",
        )
    return compilation.text(name, element.place), value


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise PolicyError(
            "emit-metric", "ExpressionValueEvaluationFailure", f"{text!r} is not a number."
        ) from None


POLICY = Policy(name="emit-metric", sections=SECTIONS, compile=compile_emit_metric)
