"""System.Xml.Linq: reading XElement and XDocument.

https://learn.microsoft.com/dotnet/api/system.xml.linq
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.collections.sequence import Sequence
from apim_gateway.expressions.dotnet.system.conversion import converted
from apim_gateway.expressions.dotnet.system.number import PARSERS
from apim_gateway.expressions.semantics.clr_error import ClrError, argument

if TYPE_CHECKING:
    from collections.abc import Iterable

    from apim_gateway.expressions.checked.static_types import Type
    from apim_gateway.expressions.semantics.value import Value


@dataclass(frozen=True, slots=True)
class XName:
    """A name with its namespace."""

    expanded: str

    @property
    def local(self) -> str:
        """`LocalName`."""
        return self.expanded.rpartition("}")[2]

    @property
    def namespace(self) -> str:
        """`NamespaceName`."""
        return self.expanded.rpartition("}")[0].lstrip("{")

    def __str__(self) -> str:
        """Renders as `{namespace}local`."""
        return self.expanded


@dataclass(frozen=True, slots=True)
class XNamespace:
    """A namespace; with a local name added, a name."""

    name: str

    def __add__(self, local: str) -> XName:
        """Makes a name."""
        return XName(f"{{{self.name}}}{local}" if self.name else local)

    def __str__(self) -> str:
        """Renders the namespace."""
        return self.name


@dataclass(frozen=True, slots=True)
class XAttribute:
    """An attribute."""

    name: XName
    value: str

    def __str__(self) -> str:
        """Renders as `name="value"`."""
        return f'{self.name}="{self.value}"'


@dataclass(frozen=True, slots=True)
class XElement:
    """An element."""

    node: ET.Element

    @property
    def value(self) -> str:
        """`Value`: all text in it."""
        return "".join(self.node.itertext())

    def __str__(self) -> str:
        """Renders as XML."""
        return ET.tostring(self.node, encoding="unicode").removesuffix(self.node.tail or "")


@dataclass(frozen=True, slots=True)
class XDocument(XElement):
    """A document: `node` holds the root alone."""


@converted.register(XAttribute)
def cast_attribute(attribute: XAttribute, wanted: Type, _given: Type) -> Value:
    """`(int)attribute`."""
    return cast_text(attribute.value, wanted.name)


@converted.register(XElement)
def cast_element(element: XElement, wanted: Type, _given: Type) -> Value:
    """`(string)element`."""
    return element if wanted.name.startswith("X") else cast_text(element.value, wanted.name)


def cast_text(text: str, kind: str) -> Value:
    """Converts an element's or attribute's text."""
    if kind == "string":
        return text
    if kind not in PARSERS:
        raise argument(f"Text can't be converted to {kind}.")
    return PARSERS[kind](text)


XELEMENT = clr_type("XElement", XElement, bases=("XNode",))


@XELEMENT.static_method("Parse", returns="XElement")
def parse_xml(text: str) -> XElement:
    """`XElement.Parse`."""
    try:
        return XElement(ET.fromstring(text))  # noqa: S314 - expat limits what entities expand to
    except ET.ParseError as error:
        raise ClrError("XmlException", str(error)) from None


XDOCUMENT = clr_type("XDocument", XDocument, bases=("XNode",))


@XDOCUMENT.static_method("Parse", returns="XDocument")
def parse_document(text: str) -> XDocument:
    """`XDocument.Parse`."""
    return XDocument(parse_xml(text).node)


@XELEMENT.method("Elements", returns="IEnumerable<XElement>")
@XDOCUMENT.method("Elements", returns="IEnumerable<XElement>")
def children(element: XElement, name: Value = None) -> Sequence:
    """`Elements([name])`; a document's only child is its root."""
    above = [element.node] if isinstance(element, XDocument) else element.node
    return Sequence(lambda: _named(above, name))


@XELEMENT.method("Descendants", returns="IEnumerable<XElement>")
@XDOCUMENT.method("Descendants", returns="IEnumerable<XElement>")
def descendants(element: XElement, name: Value = None) -> Sequence:
    """`Descendants([name])`."""
    own = None if isinstance(element, XDocument) else element.node
    return Sequence(lambda: _named((one for one in element.node.iter() if one is not own), name))


@XELEMENT.method("Element", returns="XElement")
@XDOCUMENT.method("Element", returns="XElement")
def child(element: XElement, name: Value) -> XElement | None:
    """`Element(name)`."""
    return next(iter(children(element, name)), None)


@XELEMENT.method("Attribute", returns="XAttribute")
def attribute(element: XElement, name: Value) -> XAttribute | None:
    """`Attribute(name)`."""
    value = element.node.get(str(name))
    return None if value is None else XAttribute(XName(str(name)), value)


@XELEMENT.method("Attributes", returns="IEnumerable<XAttribute>")
def attributes(element: XElement) -> Sequence:
    """`Attributes()`."""
    return Sequence(lambda: [XAttribute(XName(name), own) for name, own in element.node.items()])


def _named(nodes: Iterable[ET.Element], name: Value) -> Iterable[XElement]:
    return (XElement(one) for one in nodes if name is None or one.tag == str(name))


XNAME = clr_type("XName", XName)
XNAME.property("LocalName", "string")(lambda name: name.local)
XNAME.property("NamespaceName", "string")(lambda name: name.namespace)

XNAMESPACE = clr_type("XNamespace", XNamespace)
XNAMESPACE.property("NamespaceName", "string")(lambda own: own.name)
XNAMESPACE.static_method("Get", returns="XNamespace")(XNamespace)
XNAMESPACE.static_property("None", "XNamespace")(lambda: XNamespace(""))


XELEMENT.property("HasAttributes", "bool")(lambda element: bool(element.node.attrib))
XELEMENT.property("HasElements", "bool")(lambda element: len(element.node) > 0)
XELEMENT.property("Name", "XName")(lambda element: XName(element.node.tag))
XELEMENT.property("Value", "string")(lambda element: element.value)

XDOCUMENT.property("Root", "XElement")(lambda own: XElement(own.node))

XATTRIBUTE = clr_type("XAttribute", XAttribute)
XATTRIBUTE.property("Name", "XName")(lambda own: own.name)
XATTRIBUTE.property("Value", "string")(lambda own: own.value)

XNODE = clr_type("XNode")
XNODE.method("ToString", returns="string")(lambda element, _options=None: str(element))
XELEMENT.members["ToString"] = XNODE.members["ToString"]
XDOCUMENT.members["ToString"] = XNODE.members["ToString"]
