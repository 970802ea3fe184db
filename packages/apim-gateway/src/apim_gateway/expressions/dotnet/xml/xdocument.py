"""XDocument: a document, with its root.

https://learn.microsoft.com/dotnet/api/system.xml.linq.xdocument
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.xml.xelement import (
    XElement,
    child,
    children,
    descendants,
    parse_xml,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree import ElementTree as ET


@dataclass(frozen=True, slots=True)
class XDocument(XElement):
    """A document: `node` is its root."""

    def inner(self) -> Iterable[ET.Element]:
        """Returns the root, a document's only child."""
        return [self.node]


XDOCUMENT = clr_type("XDocument", XDocument, bases=("XNode",))


@XDOCUMENT.static_method("Parse", returns="XDocument")
def parse_document(text: str) -> XDocument:
    """Returns the document that the text says (`XDocument.Parse`)."""
    return XDocument(parse_xml(text).node)


XDOCUMENT.property("Root", "XElement")(lambda own: XElement(own.node))
XDOCUMENT.method("Descendants", returns="IEnumerable<XElement>")(descendants)
XDOCUMENT.method("Element", returns="XElement")(child)
XDOCUMENT.method("Elements", returns="IEnumerable<XElement>")(children)
