"""The values of `IEnumerable<T>`: what LINQ gives. Its members are in `linq`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from apim_gateway.expressions.semantics.value import Value


class Sequence:
    """An `IEnumerable<T>`: computed each time it is gone through, as LINQ does.

    After `var found = list.Where(x => x.Length > 3); list.Add("later");`, `found` has "later" as
    well, since it is a function of the list and no list. Going through it twice calls the lambda
    twice for each value.
    """

    __slots__ = ("source",)

    def __init__(self, source: Callable[[], Iterable[Value]]) -> None:
        self.source = source

    def __iter__(self) -> Iterator[Value]:
        """Goes through the values."""
        return iter(self.source())

    def __str__(self) -> str:
        """Renders as .NET does: by the type."""
        return "System.Linq.Enumerable"
