"""Headers: several values to a name, whose case does not count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import Method, Property, clr_type
from apim_gateway.expressions.dotnet.apim.name_values import (
    READING,
    grouped,
)
from apim_gateway.expressions.dotnet.collections.dictionary import DICTIONARY
from apim_gateway.expressions.dotnet.collections.iteration import items
from apim_gateway.messages.headers import Headers

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.expressions.semantics.value import Value


items.register(Headers, grouped)


def of_headers(member: Property | Method) -> Property | Method:
    """Returns a member of Headers made from the one of a dictionary."""
    if isinstance(member, Property):
        get = member.get
        return Property(member.type, lambda headers: get(grouped(headers)))
    call: Callable[..., Value] = member.call
    return Method(member.type, lambda headers, *rest: call(grouped(headers), *rest), out=member.out)


HEADERS = clr_type(
    "Headers",
    Headers,
    parameters=("K", "V"),
    bases=("IEnumerable<KeyValuePair<string,string[]>>",),
    element="KeyValuePair<string,string[]>",
)


for key in READING:
    HEADERS.members[key] = of_headers(DICTIONARY.members[key])


@HEADERS.method("GetValueOrDefault", returns="string")
def header_or_default(headers: Headers, name: str, default_value: str | None = None) -> str | None:
    """Returns a header's values joined by commas, or the default (`GetValueOrDefault`)."""
    # No dictionary is made of all headers to find one of them.
    wanted = name.lower()
    found = [value for key, value in headers.lines if key.lower() == wanted]
    return ",".join(found) if found else default_value


@HEADERS.indexer(returns="string[]")
def element(headers: Headers, name: str) -> Value:
    """Returns a header's values (`headers[name]`); throws when it is not there."""
    return grouped(headers).get(name)
