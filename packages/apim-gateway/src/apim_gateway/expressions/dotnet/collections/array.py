"""T[], and the static methods of System.Array.

https://learn.microsoft.com/dotnet/api/system.array
"""

from __future__ import annotations

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.collections.iteration import items
from apim_gateway.expressions.dotnet.collections.list import checked, position, sort
from apim_gateway.expressions.semantics.clr_error import ClrError
from apim_gateway.expressions.semantics.numbers import Byte
from apim_gateway.expressions.semantics.value import Value


class Array(list[Value]):
    """A `T[]`; a byte array is a bytearray instead."""

    __slots__ = ()
    __hash__ = object.__hash__  # type: ignore[assignment]  # by identity, as .NET

    def __str__(self) -> str:
        """Renders as .NET does: by the type."""
        first = type(self[0]).__name__ if self else "str"
        return f"System.{NET_NAMES.get(first, 'Object')}[]"


NET_NAMES = {"str": "String", "int": "Int32", "Char": "Char", "Long": "Int64", "float": "Double"}
"""How .NET calls the types of what is in an array."""


BYTES = (bytearray, bytes)


ARRAY = clr_type("[]", Array, *BYTES, parameters=("T",), bases=("IEnumerable<T>",), element="T")


@ARRAY.indexer(returns="T")
def array_element(source: Value, at: int) -> Value:
    """Returns the element (`array[at]`); throws when there is none."""
    value = source[checked(source, at, "IndexOutOfRangeException")]
    return Byte(value) if isinstance(source, BYTES) else value


@ARRAY.setter
def array_store(source: Value, at: int, value: Value) -> None:
    """Puts the element in place (`array[at] = value`)."""
    source[checked(source, at, "IndexOutOfRangeException")] = value


ARRAY_TYPE = clr_type("Array")


@ARRAY_TYPE.static_method("Copy", returns="void")
def copy(source: Value, *rest: Value) -> None:
    """Copies elements: `Copy(source, target, count)`, `(source, at, target, to, count)`."""
    at, target, to, count = rest if len(rest) > 2 else (0, rest[0], 0, rest[1])  # noqa: PLR2004
    if min(at, to, count) < 0 or at + count > len(source) or to + count > len(target):
        raise ClrError("ArgumentException", "The array was not long enough.")
    target[to : to + count] = source[at : at + count]


ARRAY.property("Length", "int")(len)
ARRAY.method("Clone", returns="object")(
    lambda source: source[:] if isinstance(source, BYTES) else Array(source)
)
ARRAY_TYPE.static_method("Exists", returns="bool")(
    lambda source, test: any(map(test, items(source)))
)
ARRAY_TYPE.static_method("Find", returns="dynamic")(
    lambda source, test: next(filter(test, items(source)), None)
)
ARRAY_TYPE.static_method("IndexOf", returns="int")(position)
ARRAY_TYPE.static_method("Reverse", returns="void")(lambda source: source.reverse())
ARRAY_TYPE.static_method("Sort", returns="void")(sort)
