"""The body that set-body writes, into a message or a side request.

https://learn.microsoft.com/azure/api-management/set-body-policy
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from apim_gateway.errors import LoadError
from apim_gateway.expressions import to_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange


def compile_body(element: Element, compilation: Compilation) -> Callable[[Exchange], bytes]:
    """Reads the text, or compiles the expression; raises LoadError for a Liquid template."""
    _refuse_templates(element)
    value = compilation.value(element.inner or element.text, element.place)
    return lambda exchange: _encoded(value(exchange))


def _refuse_templates(element: Element) -> None:
    replace(element, children=()).only(attributes=("template", "xsi-nil"))
    if "template" in element.attributes:
        given = element.attributes["template"]
        raise LoadError(
            element.place,
            f"template={given!r} is not supported: Liquid is not implemented; "
            "write the body as text or as an expression",
        )


def _encoded(body: object) -> bytes:
    return bytes(body) if isinstance(body, (bytes, bytearray)) else to_text(body).encode()
