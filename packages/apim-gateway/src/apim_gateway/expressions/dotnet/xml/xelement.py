"""XElement: an element, with what is in it.

https://learn.microsoft.com/dotnet/api/system.xml.linq.xelement
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.collections.sequence import Sequence
from apim_gateway.expressions.dotnet.system.conversion import converted
from apim_gateway.expressions.dotnet.xml.xattribute import XAttribute, cast_text
from apim_gateway.expressions.dotnet.xml.xname import XName
from apim_gateway.expressions.semantics.clr_error import ClrError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from apim_gateway.expressions.checked.static_types import Type
    from apim_gateway.expressions.semantics.value import Value


@dataclass(frozen=True, slots=True)
class XElement:
    """An element, read from a document that does not change."""

    node: ET.Element

    @property
    def value(self) -> str:
        """Returns all text in it (`Value`)."""
        return "".join(self.node.itertext())

    def inner(self) -> Iterable[ET.Element]:
        """Returns the elements directly in it."""
        return self.node

    def __str__(self) -> str:
        """Renders as XML."""
        return ET.tostring(self.node, encoding="unicode").removesuffix(self.node.tail or "")


@converted.register(XElement)
def cast_element(element: XElement, wanted: Type, _given: Type) -> Value:
    """Returns `(string)element` and its like."""
    return element if wanted.name.startswith("X") else cast_text(element.value, wanted.name)


XELEMENT = clr_type("XElement", XElement, bases=("XNode",))


@XELEMENT.static_method("Parse", returns="XElement")
def parse_xml(text: str) -> XElement:
    """Returns the element that the text says; throws XmlException (`XElement.Parse`)."""
    try:
        return XElement(ET.fromstring(text))  # noqa: S314 - expat limits what entities expand to
    except ET.ParseError as error:
        raise ClrError("XmlException", str(error)) from None


@XELEMENT.method("Elements", returns="IEnumerable<XElement>")
def children(element: XElement, name: Value = None) -> Sequence:
    """Returns the elements directly in it, all or those of a name (`Elements([name])`)."""
    return Sequence(lambda: _named(element.inner(), name))


@XELEMENT.method("Descendants", returns="IEnumerable<XElement>")
def descendants(element: XElement, name: Value = None) -> Sequence:
    """Returns the elements anywhere in it, all or those of a name (`Descendants([name])`)."""
    return Sequence(lambda: _named((one for top in element.inner() for one in top.iter()), name))


@XELEMENT.method("Element", returns="XElement")
def child(element: XElement, name: Value) -> XElement | None:
    """Returns the first element of that name directly in it, or null (`Element(name)`)."""
    return next(iter(children(element, name)), None)


@XELEMENT.method("Attribute", returns="XAttribute")
def attribute(element: XElement, name: Value) -> XAttribute | None:
    """Returns the attribute of that name, or null (`Attribute(name)`)."""
    value = element.node.get(str(name))
    return None if value is None else XAttribute(XName(str(name)), value)


@XELEMENT.method("Attributes", returns="IEnumerable<XAttribute>")
def attributes(element: XElement) -> Sequence:
    """Returns all attributes (`Attributes()`)."""
    return Sequence(lambda: [XAttribute(XName(name), own) for name, own in element.node.items()])


def _named(nodes: Iterable[ET.Element], name: Value) -> Iterable[XElement]:
    return (XElement(one) for one in nodes if name is None or one.tag == str(name))


XELEMENT.property("HasAttributes", "bool")(lambda element: bool(element.node.attrib))
XELEMENT.property("HasElements", "bool")(lambda element: len(element.node) > 0)
XELEMENT.property("Name", "XName")(lambda element: XName(element.node.tag))
XELEMENT.property("Value", "string")(lambda element: element.value)
