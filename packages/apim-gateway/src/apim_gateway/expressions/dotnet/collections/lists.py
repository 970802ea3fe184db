"""Arrays, List<T>, HashSet<T>, Queue<T>, Stack<T>: their members.

https://learn.microsoft.com/dotnet/api/system.collections.generic
"""

from __future__ import annotations

from functools import cmp_to_key
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.collections.collection import Array, List, Queue, Stack
from apim_gateway.expressions.dotnet.collections.iteration import items
from apim_gateway.expressions.semantics.clr_error import ClrError
from apim_gateway.expressions.semantics.equality import ordered, same
from apim_gateway.expressions.semantics.numbers import Byte

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.expressions.semantics.value import Value

BYTES = (bytearray, bytes)


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


ARRAY = clr_type("[]", Array, *BYTES, parameters=("T",), bases=("IEnumerable<T>",), element="T")


@ARRAY.indexer(returns="T")
def array_element(source: Value, at: int) -> Value:
    """`array[at]`."""
    value = source[checked(source, at, "IndexOutOfRangeException")]
    return Byte(value) if isinstance(source, BYTES) else value


@ARRAY.setter
def array_store(source: Value, at: int, value: Value) -> None:
    """`array[at] = value`."""
    source[checked(source, at, "IndexOutOfRangeException")] = value


LIST = clr_type("List", List, parameters=("T",), bases=("IEnumerable<T>",), element="T")


@LIST.indexer(returns="T")
def element(source: Value, at: int) -> Value:
    """`list[at]`."""
    return source[checked(source, at)]


@LIST.setter
def store(source: Value, at: int, value: Value) -> None:
    """`list[at] = value`."""
    source[checked(source, at)] = value


@LIST.method("Add", returns="void")
@LIST.adder
def add(source: Value, value: Value) -> None:
    """`Add`."""
    source.append(value)


ARRAY_TYPE = clr_type("Array")


@LIST.method("IndexOf", returns="int")
@ARRAY_TYPE.static_method("IndexOf", returns="int")
def position(source: Value, value: Value) -> int:
    """`IndexOf`."""
    return next((at for at, one in enumerate(items(source)) if same(one, value)), -1)


@LIST.method("Remove", returns="bool")
def remove(source: Value, value: Value) -> bool:
    """`Remove`: the first that is equal."""
    at = position(source, value)
    if at >= 0:
        del source[at]
    return at >= 0


@LIST.method("RemoveAll", returns="int", lambdas=("T",))
def remove_all(source: Value, test: Callable[[Value], bool]) -> int:
    """`RemoveAll`: returns how many."""
    before = len(source)
    source[:] = [one for one in source if not test(one)]
    return before - len(source)


@LIST.method("RemoveRange", returns="void")
def remove_range(source: Value, at: int, count: int) -> None:
    """`RemoveRange`."""
    if not 0 <= at <= at + count <= len(source):
        raise ClrError("ArgumentException", "Offset and length were out of bounds.")
    del source[at : at + count]


@LIST.method("Sort", returns="void", lambdas=("T", "T"))
@ARRAY_TYPE.static_method("Sort", returns="void")
def sort(source: Value, comparison: Callable[[Value, Value], int] = ordered) -> None:
    """`Sort([comparison])`."""
    compare = getattr(comparison, "compare", comparison)
    source.sort(key=cmp_to_key(compare))


@LIST.method("ForEach", returns="void", lambdas=("T",))
def for_each(source: Value, action: Callable[[Value], object]) -> None:
    """`ForEach`."""
    for one in list(items(source)):
        action(one)


BUFFER = clr_type("Buffer")


@ARRAY_TYPE.static_method("Copy", returns="void")
@BUFFER.static_method("BlockCopy", returns="void")
def copy(source: Value, *rest: Value) -> None:
    """`Array.Copy(source, target, count)`, `(source, at, target, to, count)`."""
    at, target, to, count = rest if len(rest) > 2 else (0, rest[0], 0, rest[1])  # noqa: PLR2004
    if min(at, to, count) < 0 or at + count > len(source) or to + count > len(target):
        raise ClrError("ArgumentException", "The array was not long enough.")
    target[to : to + count] = source[at : at + count]


def taking(take: Callable[[Value], Value], what: str) -> Callable[[Value], Value]:
    """Makes `Dequeue`, `Pop`, `Peek`: they throw when there is nothing."""

    def run(source: Value) -> Value:
        if not source:
            raise ClrError("InvalidOperationException", f"{what} empty.")
        return take(source)

    return run


@LIST.constructor(returns="List<T>")
def made_list(content: Value = 0) -> List:
    """`new List<T>([collection])`; a capacity changes nothing."""
    return List() if isinstance(content, int) else List(items(content))


ARRAY.property("Length", "int")(len)
ARRAY.method("Clone", returns="object")(
    lambda source: source[:] if isinstance(source, BYTES) else Array(source)
)


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

QUEUE = clr_type("Queue", Queue, parameters=("T",), bases=("IEnumerable<T>",), element="T")
QUEUE.property("Count", "int")(len)
QUEUE.method("Clear", returns="void")(lambda queue: queue.clear())
QUEUE.method("Dequeue", returns="T")(taking(Queue.popleft, "Queue"))
QUEUE.method("Enqueue", returns="void")(lambda queue, value: queue.append(value))
QUEUE.method("Peek", returns="T")(taking(lambda source: source[0], "Queue"))
QUEUE.constructor(returns="Queue<T>")(lambda content=(): Queue(items(content)))

STACK = clr_type("Stack", Stack, parameters=("T",), bases=("IEnumerable<T>",), element="T")
STACK.property("Count", "int")(len)
STACK.method("Clear", returns="void")(lambda stack: stack.clear())
STACK.method("Peek", returns="T")(taking(lambda source: source[-1], "Stack"))
STACK.method("Pop", returns="T")(taking(Stack.pop, "Stack"))
STACK.method("Push", returns="void")(lambda stack, value: stack.append(value))
STACK.constructor(returns="Stack<T>")(lambda content=(): Stack(items(content)))

ARRAY_TYPE.static_method("Exists", returns="bool")(
    lambda source, test: any(map(test, items(source)))
)
ARRAY_TYPE.static_method("Find", returns="dynamic")(
    lambda source, test: next(filter(test, items(source)), None)
)
ARRAY_TYPE.static_method("Reverse", returns="void")(lambda source: source.reverse())


for name in ("IList", "ICollection", "IReadOnlyList"):
    LIST.interface(name)
