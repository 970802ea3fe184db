"""Casts values: `(int)value`, `value is string`, and each type's default.

https://learn.microsoft.com/dotnet/csharp/language-reference/language-specification/conversions
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal
from functools import singledispatch
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import TYPES, classes_of
from apim_gateway.expressions.checked.static_types import NULLABLE, NUMERIC, OBJECT, VALUES
from apim_gateway.expressions.semantics import numbers
from apim_gateway.expressions.semantics.clr_error import invalid_cast, null_reference
from apim_gateway.expressions.semantics.numbers import Char

if TYPE_CHECKING:
    from apim_gateway.expressions.checked.static_types import Type
    from apim_gateway.expressions.semantics.value import Value

INTEGERS: dict[str, type[int]] = {
    "int": int, "long": numbers.Long, "ulong": numbers.ULong, "uint": numbers.UInt,
    "short": numbers.Short, "ushort": numbers.UShort, "byte": numbers.Byte,
    "sbyte": numbers.SByte,
}  # fmt: skip
FRACTIONS: dict[str, type] = {"double": float, "float": numbers.Single, "decimal": Decimal}
COLLECTIONS = (
    "ICollection", "IDictionary", "IEnumerable", "IList", "IReadOnlyDictionary", "IReadOnlyList",
)  # fmt: skip
"""Interfaces; whatever can be gone through passes for any of them."""
UNBOXED: dict[str, type] = {"string": str, "int": int, "bool": bool, "double": float}
"""Most casts only take such a value out of an object: seen first, for speed."""
UNTYPED = ("object", "dynamic")


def cast(wanted: Type, value: Value, given: Type = OBJECT) -> Value:
    """Returns `(wanted)value`, where the value was declared as `given`."""
    name = wanted.name
    if type(value) is UNBOXED.get(name) or name in UNTYPED:
        return value
    if name == NULLABLE:
        return None if is_null(value) else cast(wanted.args[0], value, given)
    return _null(wanted) if value is None else converted(value, wanted, given)


@singledispatch
def is_null(value: Value) -> bool:
    """Returns whether `(int?)value` is null; a JSON null in a token is one, too."""
    return value is None


@singledispatch
def converted(value: Value, wanted: Type, given: Type) -> Value:
    """Returns `(wanted)value` of what isn't null; types register conversions of their own."""
    if is_instance(wanted, value):
        return value
    # `(int)5L` converts, but `(int)(object)5L` throws: out of an object comes what was put in.
    if wanted.name in NUMERIC and given != OBJECT:
        return to_number(wanted.name, value)
    known = TYPES.get(wanted.name)
    if known is not None and known.cast is not None:
        return known.cast(value)
    raise invalid_cast(value, str(wanted))


def is_instance(wanted: Type, value: Value) -> bool:
    """Returns `value is wanted`."""
    if wanted.name in UNTYPED:
        return value is not None
    if wanted.name == NULLABLE:
        return is_instance(wanted.args[0], value)
    classes = classes_of(wanted.name)
    if int in classes or str in classes or float in classes:
        # Subclasses are other types: a long is no int, a char is no string, a bool is neither.
        return type(value) in classes
    if wanted.name in COLLECTIONS:
        return isinstance(value, Iterable) and not isinstance(value, str)
    return isinstance(value, classes)


def _null(wanted: Type) -> None:
    if wanted.name in VALUES:
        raise null_reference()


def to_number(name: str, value: Value) -> Value:
    """Converts between numeric types as an explicit, unchecked cast does."""
    if isinstance(value, Char):
        value = ord(value)
    if not isinstance(value, (int, float, Decimal)) or isinstance(value, bool):
        raise invalid_cast(value, name)
    if name == "char":
        return Char(chr(int(value) & 0xFFFF))
    if name in FRACTIONS:
        return FRACTIONS[name](value)
    kind = INTEGERS[name]
    if isinstance(value, float) and not math.isfinite(value):
        # Infinity and NaN fit no integer; .NET on x64 gives the lowest.
        return kind(numbers.limits(kind)[0])
    return numbers.wrapped(kind, math.trunc(value))


def default_of(kind: Type) -> Value:
    """Returns `default(T)`."""
    known = TYPES.get(kind.name)
    return None if known is None else known.default
