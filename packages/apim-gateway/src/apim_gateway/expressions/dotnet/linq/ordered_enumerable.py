"""IOrderedEnumerable<T>: what OrderBy gives, and ThenBy sorts further.

https://learn.microsoft.com/dotnet/api/system.linq.iorderedenumerable-1
"""

from __future__ import annotations

from functools import cmp_to_key
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.collections.iteration import items
from apim_gateway.expressions.dotnet.collections.sequence import Sequence
from apim_gateway.expressions.dotnet.linq.queries import BY_ITEM, ENUMERABLE
from apim_gateway.expressions.semantics.equality import ordered

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.expressions.semantics.value import Value

    Function = Callable[..., Value]


class Ordered(Sequence):
    """An `IOrderedEnumerable<T>`: a sequence with the keys that it is sorted by."""

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


@ENUMERABLE.method("OrderBy", returns="IOrderedEnumerable<T>", lambdas=BY_ITEM)
def order_by(source: Value, key: Function) -> Ordered:
    """Returns the values sorted by the key (`OrderBy`)."""
    return Ordered(source, ((key, False),))


@ENUMERABLE.method("OrderByDescending", returns="IOrderedEnumerable<T>", lambdas=BY_ITEM)
def order_by_descending(source: Value, key: Function) -> Ordered:
    """Returns the values sorted by the key, the highest first."""
    return Ordered(source, ((key, True),))


ORDERED_ENUMERABLE = clr_type(
    "IOrderedEnumerable", Ordered, parameters=("T",), bases=("IEnumerable<T>",), element="T"
)


@ORDERED_ENUMERABLE.method("ThenBy", returns="IOrderedEnumerable<T>", lambdas=BY_ITEM)
def then_by(source: Ordered, key: Function) -> Ordered:
    """Returns them with a further key for those that are equal (`ThenBy`)."""
    return Ordered(source.unordered, (*source.keys, (key, False)))


@ORDERED_ENUMERABLE.method("ThenByDescending", returns="IOrderedEnumerable<T>", lambdas=BY_ITEM)
def then_by_descending(source: Ordered, key: Function) -> Ordered:
    """Returns them with a further key, the highest first (`ThenByDescending`)."""
    return Ordered(source.unordered, (*source.keys, (key, True)))
