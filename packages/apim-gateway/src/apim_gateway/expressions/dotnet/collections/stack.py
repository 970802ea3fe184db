"""Stack<T>: last in, first out.

https://learn.microsoft.com/dotnet/api/system.collections.generic.stack-1
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.collections.iteration import items
from apim_gateway.expressions.dotnet.collections.list import List
from apim_gateway.expressions.dotnet.collections.queue import taking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apim_gateway.expressions.semantics.value import Value


class Stack(List):
    """A `Stack<T>`: last in, first out; goes from the top."""

    __slots__ = ()

    def __iter__(self) -> Iterator[Value]:
        """Goes from the top down."""
        return self.__reversed__()


STACK = clr_type("Stack", Stack, parameters=("T",), bases=("IEnumerable<T>",), element="T")
STACK.property("Count", "int")(len)
STACK.method("Clear", returns="void")(lambda stack: stack.clear())
STACK.method("Peek", returns="T")(taking(lambda source: source[-1], "Stack"))
STACK.method("Pop", returns="T")(taking(Stack.pop, "Stack"))
STACK.method("Push", returns="void")(lambda stack, value: stack.append(value))
STACK.constructor(returns="Stack<T>")(lambda content=(): Stack(items(content)))
