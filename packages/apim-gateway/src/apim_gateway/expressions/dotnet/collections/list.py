"""List<T> and the interfaces that go for it: IList, ICollection, IReadOnlyList.

https://learn.microsoft.com/dotnet/api/system.collections.generic.list-1
"""

from __future__ import annotations

from functools import cmp_to_key
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.collections.iteration import items
from apim_gateway.expressions.dotnet.system.comparison import Comparer
from apim_gateway.expressions.semantics.clr_error import ClrError
from apim_gateway.expressions.semantics.equality import ordered, same
from apim_gateway.expressions.semantics.value import Value

if TYPE_CHECKING:
    from collections.abc import Callable


class List(list[Value]):
    """A `List<T>`."""

    __slots__ = ()
    __hash__ = object.__hash__  # type: ignore[assignment]  # by identity, as .NET

    def __str__(self) -> str:
        """Renders as .NET does: by the type."""
        return "System.Collections.Generic.List`1"


def checked(source: Value, at: int, kind: str = "ArgumentOutOfRangeException") -> int:
    """Returns the index; throws when there is nothing there."""
    if not 0 <= at < len(source):
        message = (
            "Index was outside the bounds of the array."
            if kind == "IndexOutOfRangeException"
            else "Index was out of range. Must be non-negative and less than the size of the "
            "collection. (Parameter 'index')"
        )
        raise ClrError(kind, message)
    return at


LIST = clr_type("List", List, parameters=("T",), bases=("IEnumerable<T>",), element="T")


@LIST.indexer(returns="T")
def element(source: Value, at: int) -> Value:
    """Returns the element (`list[at]`); throws when there is none."""
    return source[checked(source, at)]


@LIST.setter
def store(source: Value, at: int, value: Value) -> None:
    """Puts the element in place (`list[at] = value`)."""
    source[checked(source, at)] = value


@LIST.method("Add", returns="void")
@LIST.adder
def add(source: Value, value: Value) -> None:
    """Adds the value at the end (`Add`)."""
    source.append(value)


@LIST.method("IndexOf", returns="int")
def position(source: Value, value: Value) -> int:
    """Returns where the first equal value is, -1 if nowhere (`IndexOf`)."""
    return next((at for at, one in enumerate(items(source)) if same(one, value)), -1)


@LIST.method("Remove", returns="bool")
def remove(source: Value, value: Value) -> bool:
    """Removes the first value that is equal and returns whether there was one (`Remove`)."""
    at = position(source, value)
    if at >= 0:
        del source[at]
    return at >= 0


@LIST.method("RemoveAll", returns="int", lambdas=("T",))
def remove_all(source: Value, test: Callable[[Value], bool]) -> int:
    """Removes what passes the test and returns how many (`RemoveAll`)."""
    before = len(source)
    source[:] = [one for one in source if not test(one)]
    return before - len(source)


@LIST.method("RemoveRange", returns="void")
def remove_range(source: Value, at: int, count: int) -> None:
    """Removes `count` elements from `at` on (`RemoveRange`)."""
    if not 0 <= at <= at + count <= len(source):
        raise ClrError("ArgumentException", "Offset and length were out of bounds.")
    del source[at : at + count]


@LIST.method("Sort", returns="void", lambdas=("T", "T"))
def sort(source: Value, comparison: Callable[[Value, Value], int] | Comparer = ordered) -> None:
    """Sorts by a function of two values, or by a StringComparer (`Sort([comparison])`)."""
    compare = comparison.compare if isinstance(comparison, Comparer) else comparison
    source.sort(key=cmp_to_key(compare))


@LIST.method("ForEach", returns="void", lambdas=("T",))
def for_each(source: Value, action: Callable[[Value], object]) -> None:
    """Calls the action with each element (`ForEach`)."""
    # A copy, for the action may change the list.
    for one in list(items(source)):
        action(one)


@LIST.constructor(returns="List<T>")
def made_list(content: Value = 0) -> List:
    """Returns `new List<T>([collection])`; a capacity changes nothing."""
    return List() if isinstance(content, int) else List(items(content))


LIST.property("Count", "int")(len)
LIST.method("AddRange", returns="void")(lambda source, values: source.extend(items(values)))
LIST.method("Clear", returns="void")(lambda source: source.clear())
LIST.method("Exists", returns="bool", lambdas=("T",))(lambda source, test: any(map(test, source)))
LIST.method("Find", returns="T", lambdas=("T",))(
    lambda source, test: next(filter(test, source), None)
)
LIST.method("FindAll", returns="List<T>", lambdas=("T",))(
    lambda source, test: List(filter(test, source))
)
LIST.method("Insert", returns="void")(lambda source, at, value: source.insert(at, value))
LIST.method("RemoveAt", returns="void")(lambda source, at: source.__delitem__(checked(source, at)))
LIST.method("Reverse", returns="void")(lambda source: source.reverse())


for name in ("IList", "ICollection", "IReadOnlyList"):
    LIST.interface(name)
