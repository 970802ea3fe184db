"""Arrays, List<T>, HashSet<T>, Queue<T>, Stack<T>: their members.

https://learn.microsoft.com/dotnet/api/system.collections.generic
"""

from __future__ import annotations

from functools import cmp_to_key
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import ClrType, Method, Property, clr_type
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


def array_element(source: Value, at: int) -> Value:
    """`array[at]`."""
    value = source[checked(source, at, "IndexOutOfRangeException")]
    return Byte(value) if isinstance(source, BYTES) else value


def array_store(source: Value, at: int, value: Value) -> None:
    """`array[at] = value`."""
    source[checked(source, at, "IndexOutOfRangeException")] = value


def element(source: Value, at: int) -> Value:
    """`list[at]`."""
    return source[checked(source, at)]


def store(source: Value, at: int, value: Value) -> None:
    """`list[at] = value`."""
    source[checked(source, at)] = value


def add(source: Value, value: Value) -> None:
    """`Add`."""
    source.append(value)


def position(source: Value, value: Value) -> int:
    """`IndexOf`."""
    return next((at for at, one in enumerate(items(source)) if same(one, value)), -1)


def remove(source: Value, value: Value) -> bool:
    """`Remove`: the first that is equal."""
    at = position(source, value)
    if at >= 0:
        del source[at]
    return at >= 0


def remove_all(source: Value, test: Callable[[Value], bool]) -> int:
    """`RemoveAll`: returns how many."""
    before = len(source)
    source[:] = [one for one in source if not test(one)]
    return before - len(source)


def remove_range(source: Value, at: int, count: int) -> None:
    """`RemoveRange`."""
    if not 0 <= at <= at + count <= len(source):
        raise ClrError("ArgumentException", "Offset and length were out of bounds.")
    del source[at : at + count]


def sort(source: Value, comparison: Callable[[Value, Value], int] = ordered) -> None:
    """`Sort([comparison])`."""
    compare = getattr(comparison, "compare", comparison)
    source.sort(key=cmp_to_key(compare))


def for_each(source: Value, action: Callable[[Value], object]) -> None:
    """`ForEach`."""
    for one in list(items(source)):
        action(one)


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


def made_list(content: Value = 0) -> List:
    """`new List<T>([collection])`; a capacity changes nothing."""
    return List() if isinstance(content, int) else List(items(content))


LIST: dict[str, Property | Method] = {
    "Count": Property("int", len),
    "Add": Method("void", add),
    "AddRange": Method("void", lambda source, values: source.extend(items(values))),
    "Clear": Method("void", lambda source: source.clear()),
    "Exists": Method("bool", lambda source, test: any(map(test, source)), lambdas=("T",)),
    "Find": Method("T", lambda source, test: next(filter(test, source), None), lambdas=("T",)),
    "FindAll": Method("List<T>", lambda source, test: List(filter(test, source)), lambdas=("T",)),
    "ForEach": Method("void", for_each, lambdas=("T",)),
    "IndexOf": Method("int", position),
    "Insert": Method("void", lambda source, at, value: source.insert(at, value)),
    "Remove": Method("bool", remove),
    "RemoveAll": Method("int", remove_all, lambdas=("T",)),
    "RemoveAt": Method("void", lambda source, at: source.__delitem__(checked(source, at))),
    "RemoveRange": Method("void", remove_range),
    "Reverse": Method("void", lambda source: source.reverse()),
    "Sort": Method("void", sort, lambdas=("T", "T")),
}


def list_like(name: str, classes: tuple[type, ...] = ()) -> ClrType:
    """Makes the definition of List or of an interface of it."""
    return clr_type(
        name=name,
        parameters=("T",),
        classes=classes,
        bases=("IEnumerable<T>",),
        members=LIST,
        constructor=Method("List<T>", made_list) if classes else None,
        element="T",
        index=Method("T", element),
        store=store,
        add=add,
    )


ARRAY = clr_type(
    name="[]",
    parameters=("T",),
    classes=(Array, *BYTES),
    bases=("IEnumerable<T>",),
    members={
        "Length": Property("int", len),
        "Clone": Method(
            "object", lambda source: source[:] if isinstance(source, BYTES) else Array(source)
        ),
    },
    element="T",
    index=Method("T", array_element),
    store=array_store,
)

DEFINITIONS = (
    list_like("List", (List,)),
    list_like("IList"),
    list_like("ICollection"),
    list_like("IReadOnlyList"),
    clr_type(
        name="Queue",
        parameters=("T",),
        classes=(Queue,),
        bases=("IEnumerable<T>",),
        members={
            "Count": Property("int", len),
            "Clear": Method("void", lambda queue: queue.clear()),
            "Dequeue": Method("T", taking(Queue.popleft, "Queue")),
            "Enqueue": Method("void", lambda queue, value: queue.append(value)),
            "Peek": Method("T", taking(lambda source: source[0], "Queue")),
        },
        constructor=Method("Queue<T>", lambda content=(): Queue(items(content))),
        element="T",
    ),
    clr_type(
        name="Stack",
        parameters=("T",),
        classes=(Stack,),
        bases=("IEnumerable<T>",),
        members={
            "Count": Property("int", len),
            "Clear": Method("void", lambda stack: stack.clear()),
            "Peek": Method("T", taking(lambda source: source[-1], "Stack")),
            "Pop": Method("T", taking(Stack.pop, "Stack")),
            "Push": Method("void", lambda stack, value: stack.append(value)),
        },
        constructor=Method("Stack<T>", lambda content=(): Stack(items(content))),
        element="T",
    ),
    clr_type(
        name="Array",
        statics={
            "Copy": Method("void", copy),
            "Exists": Method("bool", lambda source, test: any(map(test, items(source)))),
            "Find": Method("dynamic", lambda source, test: next(filter(test, items(source)), None)),
            "IndexOf": Method("int", position),
            "Reverse": Method("void", lambda source: source.reverse()),
            "Sort": Method("void", sort),
        },
    ),
    clr_type(name="Buffer", statics={"BlockCopy": Method("void", copy)}),
)
