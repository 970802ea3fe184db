"""Goes through a value as `foreach` and LINQ do.

A type that Python goes through in another way registers its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch
from typing import TYPE_CHECKING

from apim_gateway.expressions.semantics.clr_error import ClrError, null_reference
from apim_gateway.expressions.semantics.numbers import Byte, Char

if TYPE_CHECKING:
    from apim_gateway.expressions.semantics.value import Value


@singledispatch
def items(value: Value) -> Iterable[Value]:
    """Returns the elements of the value, each with its C# type."""
    if value is None:
        raise null_reference()
    if not isinstance(value, Iterable):
        raise ClrError("InvalidOperationException", f"'{type(value).__name__}' has no elements.")
    return value


items.register(str, lambda value: map(Char, value))
items.register(bytearray, lambda value: map(Byte, value))
