"""XAttribute, and what the text of XML converts into.

https://learn.microsoft.com/dotnet/api/system.xml.linq.xattribute
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.system.conversion import converted
from apim_gateway.expressions.dotnet.system.number import PARSERS
from apim_gateway.expressions.semantics.clr_error import argument

if TYPE_CHECKING:
    from apim_gateway.expressions.checked.static_types import Type
    from apim_gateway.expressions.dotnet.xml.xname import XName
    from apim_gateway.expressions.semantics.value import Value


@dataclass(frozen=True, slots=True)
class XAttribute:
    """An attribute: a name and a text."""

    name: XName
    value: str

    def __str__(self) -> str:
        """Renders as `name="value"`."""
        return f'{self.name}="{self.value}"'


@converted.register(XAttribute)
def cast_attribute(attribute: XAttribute, wanted: Type, _given: Type) -> Value:
    """Returns `(int)attribute` and its like."""
    return cast_text(attribute.value, wanted.name)


def cast_text(text: str, kind: str) -> Value:
    """Converts an element's or attribute's text."""
    if kind == "string":
        return text
    if kind not in PARSERS:
        raise argument(f"Text can't be converted to {kind}.")
    return PARSERS[kind](text)


XATTRIBUTE = clr_type("XAttribute", XAttribute)
XATTRIBUTE.property("Name", "XName")(lambda own: own.name)
XATTRIBUTE.property("Value", "string")(lambda own: own.value)
