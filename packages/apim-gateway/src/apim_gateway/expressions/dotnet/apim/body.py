"""IMessageBody: `context.Request.Body`, read once unless its content is preserved.

https://learn.microsoft.com/azure/api-management/set-body-policy
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.apim.name_values import NameValues, grouped
from apim_gateway.expressions.dotnet.json.reading import convert, load
from apim_gateway.expressions.dotnet.xml.xdocument import parse_document
from apim_gateway.expressions.dotnet.xml.xelement import parse_xml
from apim_gateway.expressions.semantics.clr_error import ClrError
from apim_gateway.messages.exchange import Request, Response

if TYPE_CHECKING:
    from apim_gateway.expressions.checked.static_types import Type
    from apim_gateway.expressions.semantics.value import Value


class Consumed(bytes):
    """The rest of a body that was read without `preserveContent: true`: nothing."""

    __slots__ = ()


CONSUMED = Consumed()


@dataclass(frozen=True, slots=True)
class Body:
    """The body of a message, which reading takes from it."""

    message: Request | Response

    def __str__(self) -> str:
        """Renders as .NET does: by the type, whose content it doesn't show."""
        return "IMessageBody"

    def read(self, *, preserve_content: Value) -> bytes:
        """Returns the bytes; unless they are preserved, nothing is left of them."""
        data = self.message.body
        if data is CONSUMED:
            raise ClrError(
                "InvalidOperationException",
                "The body has been read already; read it with preserveContent: true.",
            )
        if not preserve_content:
            self.message.body = CONSUMED
        return data


MESSAGE_BODY = clr_type("IMessageBody", Body)


@MESSAGE_BODY.method("As", returns="M", generic=True)
def as_type(body: Body, preserve_content: Value = None, *, of: Type) -> Value:
    """Returns the body as a `T`: text, bytes, JSON or XML (`As<T>`)."""
    data = body.read(preserve_content=preserve_content)
    if of.name == "[]":
        return bytearray(data)
    text = data.decode("utf-8-sig", "replace")
    if of.name == "string":
        return text
    if of.name == "XDocument":
        return parse_document(text)
    if of.name in ("XElement", "XNode"):
        return parse_xml(text)
    return convert(load(text), of)


@MESSAGE_BODY.method("AsFormUrlEncodedContent", returns="NameValues<string,string[]>")
def as_form(body: Body, preserve_content: Value = None) -> NameValues:
    """Returns the fields of a form (`AsFormUrlEncodedContent`)."""
    text = body.read(preserve_content=preserve_content).decode()
    return grouped(parse_qsl(text, keep_blank_values=True))


def body_of(message: Request | Response) -> Body | None:
    """Returns the body of a message (`Body`); null when a request has none."""
    if isinstance(message, Request) and not message.body and message.body is not CONSUMED:
        return None
    return Body(message)
