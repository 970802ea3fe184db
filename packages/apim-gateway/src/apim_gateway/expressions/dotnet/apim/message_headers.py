"""Headers and query parameters: several values to a name, whose case does not count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import Method, Property, clr_type
from apim_gateway.expressions.dotnet.collections.array import Array
from apim_gateway.expressions.dotnet.collections.dictionary import DICTIONARY, Dictionary
from apim_gateway.expressions.dotnet.collections.iteration import items
from apim_gateway.expressions.dotnet.system.comparison import COMPARERS
from apim_gateway.messages.headers import Headers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from apim_gateway.expressions.semantics.value import Value

READING = ("ContainsKey", "Count", "Keys", "TryGetValue", "Values")
"""Members that these dictionaries have as any other."""
IGNORE_CASE = COMPARERS["OrdinalIgnoreCase"]


class NameValues(Dictionary):
    """Query parameters or form fields."""

    __slots__ = ()


def grouped(lines: Iterable[tuple[str, str]]) -> NameValues:
    """Gathers the values under their names."""
    found = NameValues(comparer=IGNORE_CASE)
    for name, value in lines:
        pair = found.find(name)
        if pair is None:
            found.set(name, Array([value]))
        else:
            pair.value.append(value)
    return found


items.register(Headers, grouped)


def of_headers(member: Property | Method) -> Property | Method:
    """Makes a member of Headers from the one of a dictionary."""
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
NAME_VALUES = clr_type(
    "NameValues",
    NameValues,
    parameters=("K", "V"),
    bases=("IEnumerable<KeyValuePair<string,string[]>>",),
    element="KeyValuePair<string,string[]>",
)
for key in READING:
    NAME_VALUES.members[key] = DICTIONARY.members[key]
    HEADERS.members[key] = of_headers(DICTIONARY.members[key])


@NAME_VALUES.method("GetValueOrDefault", returns="string")
def joined(values: NameValues, name: str, default_value: str | None = None) -> str | None:
    """`GetValueOrDefault`: the values joined by commas, or the default."""
    pair = values.find(name)
    return default_value if pair is None else ",".join(pair.value)


@HEADERS.method("GetValueOrDefault", returns="string")
def header_or_default(headers: Headers, name: str, default_value: str | None = None) -> str | None:
    """`GetValueOrDefault` of headers, without gathering all of them."""
    wanted = name.lower()
    found = [value for key, value in headers.lines if key.lower() == wanted]
    return ",".join(found) if found else default_value


@HEADERS.indexer(returns="string[]")
@NAME_VALUES.indexer(returns="string[]")
def element(values: Headers | NameValues, name: str) -> Value:
    """`values[name]`: throws when the name is not there."""
    return (grouped(values) if isinstance(values, Headers) else values).get(name)
