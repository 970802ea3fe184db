"""XName: a name with its namespace.

https://learn.microsoft.com/dotnet/api/system.xml.linq.xname
"""

from __future__ import annotations

from dataclasses import dataclass

from apim_gateway.expressions.checked.member_tables import clr_type


@dataclass(frozen=True, slots=True)
class XName:
    """A name with its namespace."""

    expanded: str

    @property
    def local(self) -> str:
        """Returns the name without its namespace (`LocalName`)."""
        return self.expanded.rpartition("}")[2]

    @property
    def namespace(self) -> str:
        """Returns the namespace, nothing where there is none (`NamespaceName`)."""
        return self.expanded.rpartition("}")[0].lstrip("{")

    def __str__(self) -> str:
        """Renders as `{namespace}local`."""
        return self.expanded


XNAME = clr_type("XName", XName)
XNAME.property("LocalName", "string")(lambda name: name.local)
XNAME.property("NamespaceName", "string")(lambda name: name.namespace)
