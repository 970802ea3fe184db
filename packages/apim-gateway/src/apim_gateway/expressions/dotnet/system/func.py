"""Func: variables that hold a function with a result.

https://learn.microsoft.com/dotnet/api/system.func-2
"""

from __future__ import annotations

from types import FunctionType
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type

if TYPE_CHECKING:
    from apim_gateway.expressions.semantics.value import Value


FUNC = clr_type("Func", FunctionType)


@FUNC.method("Invoke", returns="dynamic")
def called(function: Value, *arguments: Value) -> Value:
    """Calls the function (`Invoke`)."""
    return function(*arguments)
