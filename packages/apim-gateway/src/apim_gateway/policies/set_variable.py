"""Keeps a value for later policies and expressions: `context.Variables`.

https://learn.microsoft.com/azure/api-management/set-variable-policy
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.compiling.policy import SECTIONS, Policy

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange


def compile_set_variable(element: Element, compilation: Compilation) -> Step:
    """Reads the name at load; a literal value is a string, whatever it looks like."""
    element.only(attributes=("name", "value"))
    name = compilation.constant(element.required("name"), element.place)
    value = compilation.value(element.required("value"), element.place)

    def set_variable(exchange: Exchange) -> None:
        exchange.variables[name] = value(exchange)

    return set_variable


POLICY = Policy(name="set-variable", sections=SECTIONS, compile=compile_set_variable)
