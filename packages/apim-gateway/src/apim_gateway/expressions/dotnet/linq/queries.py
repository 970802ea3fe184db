"""System.Linq.Enumerable: methods of a sequence that give another sequence.

https://learn.microsoft.com/dotnet/api/system.linq.enumerable
"""

from __future__ import annotations

from itertools import chain, dropwhile, islice, takewhile
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.collections.iteration import items
from apim_gateway.expressions.dotnet.collections.sequence import Sequence
from apim_gateway.expressions.dotnet.linq.grouping import Grouping
from apim_gateway.expressions.dotnet.system.comparison import COMPARERS
from apim_gateway.expressions.dotnet.system.conversion import cast, is_instance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from apim_gateway.expressions.checked.static_types import Type
    from apim_gateway.expressions.dotnet.system.comparison import Comparer
    from apim_gateway.expressions.semantics.value import Value

    Function = Callable[..., Value]


PLAIN = COMPARERS["Ordinal"]
SAME, BY_ITEM = "IEnumerable<T>", ("T",)
ENUMERABLE = clr_type("IEnumerable", Sequence, parameters=("T",), element="T")


def select_indexed(source: Value, function: Function) -> Sequence:
    """Returns what the function gives for each value and its index (`Select`)."""
    return Sequence(lambda: (function(one, at) for at, one in enumerate(items(source))))


@ENUMERABLE.method("Select", returns="IEnumerable<R>", lambdas=BY_ITEM, indexed=select_indexed)
def select(source: Value, function: Function) -> Sequence:
    """Returns what the function gives for each value (`Select`)."""
    return Sequence(lambda: map(function, items(source)))


def where_indexed(source: Value, test: Function) -> Sequence:
    """Returns the values that pass a test of value and index (`Where`)."""
    return Sequence(lambda: (one for at, one in enumerate(items(source)) if test(one, at)))


@ENUMERABLE.method("Where", returns=SAME, lambdas=BY_ITEM, indexed=where_indexed)
def where(source: Value, test: Function) -> Sequence:
    """Returns the values that pass the test (`Where`)."""
    return Sequence(lambda: filter(test, items(source)))


@ENUMERABLE.method("SelectMany", returns="IEnumerable<dynamic>", lambdas=BY_ITEM)
def select_many(source: Value, function: Function, result: Function | None = None) -> Sequence:
    """Returns what is in the collections that the function gives (`SelectMany`)."""
    if result is None:
        return Sequence(lambda: (inner for one in items(source) for inner in items(function(one))))
    return Sequence(
        lambda: (result(one, inner) for one in items(source) for inner in items(function(one)))
    )


@ENUMERABLE.method("Distinct", returns=SAME)
def distinct(source: Value, comparer: Comparer = PLAIN) -> Sequence:
    """Returns the values without repetition, the first of those that are equal (`Distinct`)."""

    def values() -> Iterable[Value]:
        found: dict[Value, Value] = {}
        for one in items(source):
            found.setdefault(comparer.key(one), one)
        return found.values()

    return Sequence(values)


@ENUMERABLE.method("GroupBy", returns="IEnumerable<IGrouping<R,T>>", lambdas=BY_ITEM)
def group_by(source: Value, key: Function, element: Function | None = None) -> Sequence:
    """Returns the values by their keys: `GroupBy(key[, element])`."""

    def groups() -> Iterable[Grouping]:
        found: dict[Value, Grouping] = {}
        for one in items(source):
            group = found.setdefault(key(one), Grouping(key(one)))
            group.append(one if element is None else element(one))
        return found.values()

    return Sequence(groups)


@ENUMERABLE.method("Zip", returns="IEnumerable<R>", lambdas=("T", "dynamic"))
def zipped(source: Value, other: Value, function: Function) -> Sequence:
    """Returns what the function gives for a value of each (`Zip`)."""
    return Sequence(lambda: map(function, items(source), items(other)))


@ENUMERABLE.method("Except", returns=SAME)
def without(source: Value, other: Value, comparer: Comparer = PLAIN) -> Sequence:
    """Returns the values that are not in the other (`Except`)."""
    return distinct(Sequence(lambda: _chosen(source, other, comparer, wanted=False)), comparer)


@ENUMERABLE.method("Intersect", returns=SAME)
def intersect(source: Value, other: Value, comparer: Comparer = PLAIN) -> Sequence:
    """Returns the values that are in both (`Intersect`)."""
    return distinct(Sequence(lambda: _chosen(source, other, comparer, wanted=True)), comparer)


@ENUMERABLE.method("Union", returns=SAME)
def union(source: Value, other: Value, comparer: Comparer = PLAIN) -> Sequence:
    """Returns the values of both, without repetition (`Union`)."""
    return distinct(concat(source, other), comparer)


@ENUMERABLE.method("Concat", returns=SAME)
def concat(source: Value, other: Value) -> Sequence:
    """Returns the values of both, one behind the other (`Concat`)."""
    return Sequence(lambda: chain(items(source), items(other)))


@ENUMERABLE.method("Cast", returns="IEnumerable<M>", generic=True)
def cast_all(source: Value, *, of: Type) -> Sequence:
    """Returns each value cast to `T` (`Cast<T>`)."""
    return Sequence(lambda: (cast(of, one) for one in items(source)))


@ENUMERABLE.method("OfType", returns="IEnumerable<M>", generic=True)
def of_type(source: Value, *, of: Type) -> Sequence:
    """Returns the values that are a `T` (`OfType<T>`)."""
    return Sequence(lambda: (one for one in items(source) if is_instance(of, one)))


@ENUMERABLE.method("TakeLast", returns=SAME)
def last_ones(source: Value, count: int) -> Sequence:
    """Returns the last values, `count` of them (`TakeLast`)."""
    return Sequence(lambda: list(items(source))[-count:] if count > 0 else [])


def _chosen(source: Value, other: Value, comparer: Comparer, *, wanted: bool) -> Iterator[Value]:
    others = {comparer.key(one) for one in items(other)}
    return (one for one in items(source) if (comparer.key(one) in others) == wanted)


def _sequence(make: Callable[[Iterable[Value], Value], Iterable[Value]]) -> Function:
    return lambda source, argument: Sequence(lambda: make(items(source), argument))


ENUMERABLE.method("Append", returns=SAME)(lambda source, one: concat(source, [one]))
ENUMERABLE.method("AsEnumerable", returns=SAME)(lambda source: source)
ENUMERABLE.method("Prepend", returns=SAME)(lambda source, one: concat([one], source))
ENUMERABLE.method("Reverse", returns=SAME)(
    lambda source: Sequence(lambda: reversed(list(items(source))))
)
ENUMERABLE.method("Skip", returns=SAME)(
    _sequence(lambda source, count: islice(source, max(count, 0), None))
)
ENUMERABLE.method("SkipWhile", returns=SAME, lambdas=BY_ITEM)(
    _sequence(lambda source, test: dropwhile(test, source))
)
ENUMERABLE.method("Take", returns=SAME)(
    _sequence(lambda source, count: islice(source, max(count, 0)))
)
ENUMERABLE.method("TakeWhile", returns=SAME, lambdas=BY_ITEM)(
    _sequence(lambda source, test: takewhile(test, source))
)
