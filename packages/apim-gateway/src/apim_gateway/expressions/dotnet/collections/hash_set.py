"""HashSet<T>: values without repetition.

https://learn.microsoft.com/dotnet/api/system.collections.generic.hashset-1
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.collections.iteration import items
from apim_gateway.expressions.dotnet.system.comparison import COMPARERS, Comparer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from apim_gateway.expressions.semantics.value import Value


class HashSet:
    """Values without repetition, in the order of insertion."""

    __slots__ = ("comparer", "values")

    def __init__(self, values: Iterable[Value], comparer: Comparer) -> None:
        self.comparer = comparer
        self.values: dict[Value, Value] = {}
        for value in values:
            self.add(value)

    def __iter__(self) -> Iterator[Value]:
        """Goes through the values."""
        return iter(self.values.values())

    def __len__(self) -> int:
        """Counts the values."""
        return len(self.values)

    def add(self, value: Value) -> bool:
        """Adds the value and returns whether it was new (`Add`)."""
        if self.contains(value):
            return False
        self.values[self.comparer.key(value)] = value
        return True

    def contains(self, value: Value) -> bool:
        """Returns whether the value is there (`Contains`)."""
        return self.comparer.key(value) in self.values

    def remove(self, value: Value) -> bool:
        """Removes the value and returns whether it was there (`Remove`)."""
        return self.values.pop(self.comparer.key(value), self) is not self

    def add_all(self, values: Value) -> None:
        """Adds all values (`UnionWith`)."""
        for value in items(values):
            self.add(value)

    def covers(self, values: Value) -> bool:
        """Returns whether all values are there (`IsSupersetOf`)."""
        return all(map(self.contains, items(values)))


HASH_SET = clr_type("HashSet", HashSet, parameters=("T",), bases=("IEnumerable<T>",), element="T")


@HASH_SET.constructor(returns="HashSet<T>")
def made(*arguments: Value) -> HashSet:
    """Returns `new HashSet<T>([collection][, comparer])`."""
    comparer = next((one for one in arguments if isinstance(one, Comparer)), COMPARERS["Ordinal"])
    values = next((one for one in arguments if not isinstance(one, Comparer)), ())
    return HashSet(items(values), comparer)


HASH_SET.property("Count", "int")(len)
HASH_SET.method("Add", returns="bool")(HashSet.add)
HASH_SET.method("Clear", returns="void")(lambda source: source.values.clear())
HASH_SET.method("Contains", returns="bool")(HashSet.contains)
HASH_SET.method("IsSupersetOf", returns="bool")(HashSet.covers)
HASH_SET.method("Remove", returns="bool")(HashSet.remove)
HASH_SET.method("UnionWith", returns="void")(HashSet.add_all)
HASH_SET.adder(HashSet.add)
