"""Replaces a text in the body of the request or the response.

https://learn.microsoft.com/azure/api-management/find-and-replace-policy
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.compiling.policy import SECTIONS, Policy
from apim_gateway.compiling.target import message_of
from apim_gateway.errors import LoadError

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange


def compile_find_and_replace(element: Element, compilation: Compilation) -> Step:
    """Reads both texts at load; an empty `to` removes each occurrence of `from`."""
    element.only(attributes=("from", "to"))
    if not element.required("from"):
        raise LoadError(element.place, "from='' finds nothing; give the text to replace")
    old = compilation.text(element.required("from"), element.place)
    new = compilation.text(element.required("to"), element.place)
    message = message_of(compilation)

    def find_and_replace(exchange: Exchange) -> None:
        subject = message(exchange)
        wanted = old(exchange).encode()
        # An expression may return "": in Python it is found between any two bytes.
        if wanted and wanted in subject.body:
            subject.body = subject.body.replace(wanted, new(exchange).encode())

    return find_and_replace


POLICY = Policy(name="find-and-replace", sections=SECTIONS, compile=compile_find_and_replace)
