"""Reads a policy or fragment resource.

https://learn.microsoft.com/azure/templates/microsoft.apimanagement/2024-05-01/service/apis/policies
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.service.model import Document

if TYPE_CHECKING:
    from apim_gateway.service.resource import Resource


def read_document(resource: Resource) -> Document:
    """Reads a document; `source` beside `properties` names the file that it comes from."""
    given = resource.choice("format", ("xml", "rawxml", "xml-link", "rawxml-link"), "xml")
    if given.endswith("-link"):
        raise resource.refused(f"format={given!r} is not fetched; put the document in value")
    source = resource.envelope.get("source") or resource.envelope["name"]
    return Document(resource.text("value"), str(source))
