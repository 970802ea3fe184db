"""XNamespace: what, with a local name added, makes a name.

https://learn.microsoft.com/dotnet/api/system.xml.linq.xnamespace
"""

from __future__ import annotations

from dataclasses import dataclass

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.xml.xname import XName


@dataclass(frozen=True, slots=True)
class XNamespace:
    """A namespace; with a local name added, a name."""

    name: str

    def __add__(self, local: str) -> XName:
        """Returns the name of that namespace."""
        return XName(f"{{{self.name}}}{local}" if self.name else local)

    def __str__(self) -> str:
        """Renders the namespace."""
        return self.name


XNAMESPACE = clr_type("XNamespace", XNamespace)
XNAMESPACE.property("NamespaceName", "string")(lambda own: own.name)
XNAMESPACE.static_method("Get", returns="XNamespace")(XNamespace)
XNAMESPACE.static_property("None", "XNamespace")(lambda: XNamespace(""))
