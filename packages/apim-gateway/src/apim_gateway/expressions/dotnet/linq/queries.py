"""LINQ: System.Linq.Enumerable's methods of a sequence that give another sequence.

https://learn.microsoft.com/dotnet/api/system.linq.enumerable
"""

from __future__ import annotations

from functools import cmp_to_key
from itertools import chain, dropwhile, islice, takewhile
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import Method, Property
from apim_gateway.expressions.dotnet.collections.collection import Grouping, Sequence
from apim_gateway.expressions.dotnet.collections.iteration import items
from apim_gateway.expressions.dotnet.system.comparison import COMPARERS
from apim_gateway.expressions.dotnet.system.conversion import cast, is_instance
from apim_gateway.expressions.semantics.equality import ordered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from apim_gateway.expressions.checked.static_types import Type
    from apim_gateway.expressions.dotnet.system.comparison import Comparer
    from apim_gateway.expressions.semantics.value import Value

    Function = Callable[..., Value]

PLAIN = COMPARERS["Ordinal"]


class Ordered(Sequence):
    """What OrderBy gives: ThenBy adds further keys."""

    __slots__ = ("keys", "unordered")

    def __init__(self, unordered: Value, keys: tuple[tuple[Function, bool], ...]) -> None:
        super().__init__(self.sorted)
        self.unordered = unordered
        self.keys = keys

    def sorted(self) -> list[Value]:
        """Sorts by the last key first: sorting keeps the order of equals."""
        found = list(items(self.unordered))
        for key, descending in reversed(self.keys):
            found.sort(key=lambda one, key=key: BY_ORDER(key(one)), reverse=descending)  # type: ignore[misc]  # key is bound at once
        return found


BY_ORDER = cmp_to_key(ordered)


def select(source: Value, function: Function) -> Sequence:
    """`Select`."""
    return Sequence(lambda: map(function, items(source)))


def select_indexed(source: Value, function: Function) -> Sequence:
    """`Select((value, index) => …)`."""
    return Sequence(lambda: (function(one, at) for at, one in enumerate(items(source))))


def where(source: Value, test: Function) -> Sequence:
    """`Where`."""
    return Sequence(lambda: filter(test, items(source)))


def where_indexed(source: Value, test: Function) -> Sequence:
    """`Where((value, index) => …)`."""
    return Sequence(lambda: (one for at, one in enumerate(items(source)) if test(one, at)))


def select_many(source: Value, function: Function, result: Function | None = None) -> Sequence:
    """`SelectMany(function[, result])`."""
    if result is None:
        return Sequence(lambda: (inner for one in items(source) for inner in items(function(one))))
    return Sequence(
        lambda: (result(one, inner) for one in items(source) for inner in items(function(one)))
    )


def distinct(source: Value, comparer: Comparer = PLAIN) -> Sequence:
    """`Distinct`: the first of those that are equal."""

    def values() -> Iterable[Value]:
        found: dict[Value, Value] = {}
        for one in items(source):
            found.setdefault(comparer.key(one), one)
        return found.values()

    return Sequence(values)


def order_by(source: Value, key: Function) -> Ordered:
    """`OrderBy`."""
    return Ordered(source, ((key, False),))


def order_by_descending(source: Value, key: Function) -> Ordered:
    """`OrderByDescending`."""
    return Ordered(source, ((key, True),))


def then_by(source: Ordered, key: Function) -> Ordered:
    """`ThenBy`."""
    return Ordered(source.unordered, (*source.keys, (key, False)))


def then_by_descending(source: Ordered, key: Function) -> Ordered:
    """`ThenByDescending`."""
    return Ordered(source.unordered, (*source.keys, (key, True)))


def group_by(source: Value, key: Function, element: Function | None = None) -> Sequence:
    """`GroupBy(key[, element])`."""

    def groups() -> Iterable[Grouping]:
        found: dict[Value, Grouping] = {}
        for one in items(source):
            group = found.setdefault(key(one), Grouping(key(one)))
            group.append(one if element is None else element(one))
        return found.values()

    return Sequence(groups)


def zipped(source: Value, other: Value, function: Function) -> Sequence:
    """`Zip`."""
    return Sequence(lambda: map(function, items(source), items(other)))


def without(source: Value, other: Value, comparer: Comparer = PLAIN) -> Sequence:
    """`Except`."""
    return distinct(Sequence(lambda: _chosen(source, other, comparer, wanted=False)), comparer)


def intersect(source: Value, other: Value, comparer: Comparer = PLAIN) -> Sequence:
    """`Intersect`."""
    return distinct(Sequence(lambda: _chosen(source, other, comparer, wanted=True)), comparer)


def union(source: Value, other: Value, comparer: Comparer = PLAIN) -> Sequence:
    """`Union`."""
    return distinct(concat(source, other), comparer)


def concat(source: Value, other: Value) -> Sequence:
    """`Concat`."""
    return Sequence(lambda: chain(items(source), items(other)))


def cast_all(source: Value, *, of: Type) -> Sequence:
    """`Cast<T>`."""
    return Sequence(lambda: (cast(of, one) for one in items(source)))


def of_type(source: Value, *, of: Type) -> Sequence:
    """`OfType<T>`."""
    return Sequence(lambda: (one for one in items(source) if is_instance(of, one)))


def last_ones(source: Value, count: int) -> Sequence:
    """`TakeLast`."""
    return Sequence(lambda: list(items(source))[-count:] if count > 0 else [])


def _chosen(source: Value, other: Value, comparer: Comparer, *, wanted: bool) -> Iterator[Value]:
    others = {comparer.key(one) for one in items(other)}
    return (one for one in items(source) if (comparer.key(one) in others) == wanted)


def _sequence(make: Callable[[Iterable[Value], Value], Iterable[Value]]) -> Function:
    return lambda source, argument: Sequence(lambda: make(items(source), argument))


SAME, BY_ITEM = "IEnumerable<T>", ("T",)
SEQUENCES: dict[str, Property | Method] = {
    "Append": Method(SAME, lambda source, one: concat(source, [one])),
    "AsEnumerable": Method(SAME, lambda source: source),
    "Cast": Method("IEnumerable<M>", cast_all, generic=True),
    "Concat": Method(SAME, concat),
    "Distinct": Method(SAME, distinct),
    "Except": Method(SAME, without),
    "GroupBy": Method("IEnumerable<IGrouping<R,T>>", group_by, lambdas=BY_ITEM),
    "Intersect": Method(SAME, intersect),
    "OfType": Method("IEnumerable<M>", of_type, generic=True),
    "OrderBy": Method("IOrderedEnumerable<T>", order_by, lambdas=BY_ITEM),
    "OrderByDescending": Method("IOrderedEnumerable<T>", order_by_descending, lambdas=BY_ITEM),
    "Prepend": Method(SAME, lambda source, one: concat([one], source)),
    "Reverse": Method(SAME, lambda source: Sequence(lambda: reversed(list(items(source))))),
    "Select": Method("IEnumerable<R>", select, lambdas=BY_ITEM, indexed=select_indexed),
    "SelectMany": Method("IEnumerable<dynamic>", select_many, lambdas=BY_ITEM),
    "Skip": Method(SAME, _sequence(lambda source, count: islice(source, max(count, 0), None))),
    "SkipWhile": Method(
        SAME, _sequence(lambda source, test: dropwhile(test, source)), lambdas=BY_ITEM
    ),
    "Take": Method(SAME, _sequence(lambda source, count: islice(source, max(count, 0)))),
    "TakeLast": Method(SAME, last_ones),
    "TakeWhile": Method(
        SAME, _sequence(lambda source, test: takewhile(test, source)), lambdas=BY_ITEM
    ),
    "Union": Method(SAME, union),
    "Where": Method(SAME, where, lambdas=BY_ITEM, indexed=where_indexed),
    "Zip": Method("IEnumerable<R>", zipped, lambdas=("T", "dynamic")),
}
