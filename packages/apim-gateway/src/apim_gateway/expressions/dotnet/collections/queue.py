"""Queue<T>: first in, first out.

https://learn.microsoft.com/dotnet/api/system.collections.generic.queue-1
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.collections.iteration import items
from apim_gateway.expressions.semantics.clr_error import ClrError
from apim_gateway.expressions.semantics.value import Value

if TYPE_CHECKING:
    from collections.abc import Callable


class Queue(deque[Value]):
    """A `Queue<T>`: first in, first out."""


def taking(take: Callable[[Value], Value], what: str) -> Callable[[Value], Value]:
    """Returns `Dequeue`, `Pop` or `Peek`, which throw when there is nothing."""

    def run(source: Value) -> Value:
        if not source:
            raise ClrError("InvalidOperationException", f"{what} empty.")
        return take(source)

    return run


QUEUE = clr_type("Queue", Queue, parameters=("T",), bases=("IEnumerable<T>",), element="T")
QUEUE.property("Count", "int")(len)
QUEUE.method("Clear", returns="void")(lambda queue: queue.clear())
QUEUE.method("Dequeue", returns="T")(taking(Queue.popleft, "Queue"))
QUEUE.method("Enqueue", returns="void")(lambda queue, value: queue.append(value))
QUEUE.method("Peek", returns="T")(taking(lambda source: source[0], "Queue"))
QUEUE.constructor(returns="Queue<T>")(lambda content=(): Queue(items(content)))
