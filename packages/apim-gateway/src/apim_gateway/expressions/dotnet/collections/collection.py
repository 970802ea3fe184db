"""Arrays, lists, sets, queues and what LINQ gives: the values themselves.

https://learn.microsoft.com/dotnet/api/system.collections.generic
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apim_gateway.expressions.semantics.value import Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


class Array(list[Value]):
    """`T[]`; a byte array is a bytearray instead."""

    __slots__ = ()
    __hash__ = object.__hash__  # type: ignore[assignment]  # by identity, as .NET

    def __str__(self) -> str:
        """Renders as .NET does: by the type."""
        first = type(self[0]).__name__ if self else "str"
        return f"System.{NET_NAMES.get(first, 'Object')}[]"


class List(list[Value]):
    """`List<T>`."""

    __slots__ = ()
    __hash__ = object.__hash__  # type: ignore[assignment]  # by identity, as .NET

    def __str__(self) -> str:
        """Renders as .NET does: by the type."""
        return "System.Collections.Generic.List`1"


class Queue(deque[Value]):
    """`Queue<T>`: first in, first out."""


class Stack(List):
    """`Stack<T>`: last in, first out; goes from the top."""

    __slots__ = ()

    def __iter__(self) -> Iterator[Value]:
        """Goes from the top down."""
        return self.__reversed__()


class Sequence:
    """`IEnumerable<T>`: computed each time it is gone through, as LINQ does."""

    __slots__ = ("source",)

    def __init__(self, source: Callable[[], Iterable[Value]]) -> None:
        self.source = source

    def __iter__(self) -> Iterator[Value]:
        """Goes through the values."""
        return iter(self.source())

    def __str__(self) -> str:
        """Renders as .NET does: by the type."""
        return "System.Linq.Enumerable"


@dataclass(frozen=True, slots=True)
class KeyValuePair:
    """`KeyValuePair<K, V>`."""

    key: Value
    value: Value

    def __str__(self) -> str:
        """Renders as `[key, value]`."""
        return f"[{self.key}, {self.value}]"


class Grouping(List):
    """`IGrouping<K, T>`: the values that share a key."""

    __slots__ = ("key",)

    def __init__(self, key: Value) -> None:
        super().__init__()
        self.key = key


NET_NAMES = {"str": "String", "int": "Int32", "Char": "Char", "Long": "Int64", "float": "Double"}
"""How .NET calls the types of what is in an array."""
