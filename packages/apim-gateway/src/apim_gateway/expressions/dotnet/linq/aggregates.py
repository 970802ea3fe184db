"""System.Linq.Enumerable: methods of a sequence that give one value or a collection.

https://learn.microsoft.com/dotnet/api/system.linq.enumerable
"""

from __future__ import annotations

from functools import cmp_to_key, reduce
from itertools import islice
from typing import TYPE_CHECKING

from apim_gateway.expressions.dotnet.collections.array import Array
from apim_gateway.expressions.dotnet.collections.dictionary import Dictionary
from apim_gateway.expressions.dotnet.collections.iteration import items
from apim_gateway.expressions.dotnet.collections.key_value_pair import KeyValuePair
from apim_gateway.expressions.dotnet.collections.list import List
from apim_gateway.expressions.dotnet.collections.sequence import Sequence
from apim_gateway.expressions.dotnet.linq.queries import BY_ITEM, ENUMERABLE
from apim_gateway.expressions.dotnet.system.comparison import COMPARERS, Comparer
from apim_gateway.expressions.dotnet.system.conversion import default_of
from apim_gateway.expressions.semantics import arithmetic
from apim_gateway.expressions.semantics.clr_error import ClrError
from apim_gateway.expressions.semantics.equality import ordered, same
from apim_gateway.expressions.semantics.numbers import Byte, Long

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from apim_gateway.expressions.checked.static_types import Type
    from apim_gateway.expressions.semantics.value import Value

    Function = Callable[..., Value]

PLAIN = COMPARERS["Ordinal"]
ABSENT = object()
NO_ELEMENTS = "Sequence contains no elements"
NO_MATCH = "Sequence contains no matching element"


def kept(source: Value, test: Function | None) -> Iterable[Value]:
    """Returns the values, or those that pass the test."""
    return items(source) if test is None else filter(test, items(source))


def empty(test: Function | None) -> ClrError:
    """Returns the exception for a sequence in which there is nothing to return."""
    return ClrError("InvalidOperationException", NO_ELEMENTS if test is None else NO_MATCH)


@ENUMERABLE.method("First", returns="T", lambdas=BY_ITEM)
def first(source: Value, test: Function | None = None) -> Value:
    """Returns the first value; throws when there is none (`First`)."""
    for one in kept(source, test):
        return one
    raise empty(test)


@ENUMERABLE.method("FirstOrDefault", returns="T", lambdas=BY_ITEM, generic=True)
def first_or_default(source: Value, test: Function | None = None, *, of: Type) -> Value:
    """Returns the first value, or the type's default (`FirstOrDefault`)."""
    return next(iter(kept(source, test)), default_of(of))


@ENUMERABLE.method("Last", returns="T", lambdas=BY_ITEM)
def last(source: Value, test: Function | None = None) -> Value:
    """Returns the last value; throws when there is none (`Last`)."""
    found = list(kept(source, test))
    if not found:
        raise empty(test)
    return found[-1]


@ENUMERABLE.method("LastOrDefault", returns="T", lambdas=BY_ITEM, generic=True)
def last_or_default(source: Value, test: Function | None = None, *, of: Type) -> Value:
    """Returns the last value, or the type's default (`LastOrDefault`)."""
    return next(reversed(list(kept(source, test))), default_of(of))


@ENUMERABLE.method("Single", returns="T", lambdas=BY_ITEM)
def single(source: Value, test: Function | None = None) -> Value:
    """Returns the only value; throws when there is none or more than one (`Single`)."""
    value = single_or_default(source, test, default=ABSENT)
    if value is ABSENT:
        raise empty(test)
    return value


@ENUMERABLE.method("SingleOrDefault", returns="T", lambdas=BY_ITEM, generic=True)
def single_or_default(
    source: Value, test: Function | None = None, *, of: Type | None = None, default: Value = None
) -> Value:
    """Returns the only value, or the default; throws when there are several."""
    found = list(islice(kept(source, test), 2))
    if len(found) > 1:
        which = "" if test is None else "matching "
        message = f"Sequence contains more than one {which}element"
        raise ClrError("InvalidOperationException", message)
    return found[0] if found else default if of is None else default_of(of)


@ENUMERABLE.method("ElementAt", returns="T")
def element_at(source: Value, index: int) -> Value:
    """Returns the value at the index; throws when there is none (`ElementAt`)."""
    value = next(islice(items(source), index, None), ABSENT) if index >= 0 else ABSENT
    if value is ABSENT:
        raise ClrError(
            "ArgumentOutOfRangeException",
            "Index was out of range. Must be non-negative and less than the size of the "
            "collection. (Parameter 'index')",
        )
    return value


@ENUMERABLE.method("Contains", returns="bool")
def contains(source: Value, value: Value, comparer: Comparer | None = None) -> bool:
    """Returns whether a value is equal (`Contains`)."""
    equal = same if comparer is None else comparer.equals
    return any(equal(one, value) for one in items(source))


@ENUMERABLE.method("Sum", returns="dynamic", lambdas=BY_ITEM)
def total(source: Value, function: Function | None = None) -> Value:
    """Returns the sum; null counts for nothing (`Sum`)."""
    values = items(source) if function is None else map(function, items(source))
    return reduce(arithmetic.add, (one for one in values if one is not None), 0)


@ENUMERABLE.method("Average", returns="double", lambdas=BY_ITEM)
def average(source: Value, function: Function | None = None) -> float:
    """Returns the mean; throws when there is nothing (`Average`)."""
    values = list(items(source) if function is None else map(function, items(source)))
    if not values:
        raise empty(None)
    return float(sum(values)) / len(values)


def extreme(sign: int) -> Function:
    """Returns `Min` or `Max`, by the sign."""
    key = cmp_to_key(ordered)

    def run(source: Value, function: Function | None = None) -> Value:
        values = list(items(source) if function is None else map(function, items(source)))
        if not values:
            raise empty(None)
        return min(values, key=key) if sign < 0 else max(values, key=key)

    return run


@ENUMERABLE.method("Aggregate", returns="dynamic")
def aggregate(source: Value, *arguments: Value) -> Value:
    """Returns the values folded into one: `Aggregate([seed,] function[, result])`."""
    if callable(arguments[0]):
        values = list(items(source))
        if not values:
            raise empty(None)
        return reduce(arguments[0], values)
    value = reduce(arguments[1], items(source), arguments[0])
    return arguments[2](value) if len(arguments) > 2 else value  # noqa: PLR2004 - the third


@ENUMERABLE.method("ToArray", returns="T[]")
def to_array(source: Value) -> Value:
    """Returns an array; of bytes, a byte array (`ToArray`)."""
    found = Array(items(source))
    # An array of bytes is a bytearray everywhere here; what the sequence is of, only values tell.
    return bytearray(found) if found and all(type(one) is Byte for one in found) else found


@ENUMERABLE.method("ToDictionary", returns="Dictionary<dynamic,dynamic>", lambdas=BY_ITEM)
def to_dictionary(source: Value, key: Function, *rest: Value) -> Dictionary:
    """Returns a dictionary: `ToDictionary(key[, element][, comparer])`."""
    comparer = next((one for one in rest if isinstance(one, Comparer)), PLAIN)
    element = next((one for one in rest if not isinstance(one, Comparer)), lambda one: one)
    return Dictionary((KeyValuePair(key(one), element(one)) for one in items(source)), comparer)


@ENUMERABLE.method("SequenceEqual", returns="bool")
def sequence_equal(source: Value, other: Value) -> bool:
    """Returns whether both have equal values in the same order (`SequenceEqual`)."""
    left, right = list(items(source)), list(items(other))
    return len(left) == len(right) and all(map(same, left, right))


ENUMERABLE.method("All", returns="bool", lambdas=BY_ITEM)(
    lambda source, test: all(map(test, items(source)))
)
ENUMERABLE.method("Any", returns="bool", lambdas=BY_ITEM)(
    lambda source, test=None: any(True for _ in kept(source, test))
)
ENUMERABLE.method("Count", returns="int", lambdas=BY_ITEM)(
    lambda source, test=None: sum(1 for _ in kept(source, test))
)
ENUMERABLE.method("DefaultIfEmpty", returns="IEnumerable<T>")(
    lambda source, value=None: Sequence(lambda: list(items(source)) or [value])
)
ENUMERABLE.method("ElementAtOrDefault", returns="T", generic=True)(
    lambda source, at, *, of: next(islice(items(source), at, None), default_of(of))
)
ENUMERABLE.method("LongCount", returns="long", lambdas=BY_ITEM)(
    lambda source, test=None: Long(sum(1 for _ in kept(source, test)))
)
ENUMERABLE.method("Max", returns="dynamic", lambdas=BY_ITEM)(extreme(1))
ENUMERABLE.method("Min", returns="dynamic", lambdas=BY_ITEM)(extreme(-1))
ENUMERABLE.method("ToList", returns="List<T>")(lambda source: List(items(source)))
