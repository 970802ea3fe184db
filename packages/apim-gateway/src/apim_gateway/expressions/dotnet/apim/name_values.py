"""NameValues: query parameters and form fields, several values to a name of any case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.collections.array import Array
from apim_gateway.expressions.dotnet.collections.dictionary import DICTIONARY, Dictionary
from apim_gateway.expressions.dotnet.system.comparison import COMPARERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from apim_gateway.expressions.semantics.value import Value


READING = ("ContainsKey", "Count", "Keys", "TryGetValue", "Values")
"""Members that these dictionaries have as any other."""
IGNORE_CASE = COMPARERS["OrdinalIgnoreCase"]


class NameValues(Dictionary):
    """Query parameters or form fields: names of any case, each with its values."""

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


NAME_VALUES = clr_type(
    "NameValues",
    NameValues,
    parameters=("K", "V"),
    bases=("IEnumerable<KeyValuePair<string,string[]>>",),
    element="KeyValuePair<string,string[]>",
)


for key in READING:
    NAME_VALUES.members[key] = DICTIONARY.members[key]


@NAME_VALUES.method("GetValueOrDefault", returns="string")
def joined(values: NameValues, name: str, default_value: str | None = None) -> str | None:
    """Returns the values joined by commas, or the default (`GetValueOrDefault`)."""
    pair = values.find(name)
    return default_value if pair is None else ",".join(pair.value)


@NAME_VALUES.indexer(returns="string[]")
def element(values: NameValues, name: str) -> Value:
    """Returns the values of a name (`values[name]`); throws when it is not there."""
    return values.get(name)
