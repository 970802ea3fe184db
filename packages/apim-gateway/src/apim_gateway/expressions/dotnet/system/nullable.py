"""Nullable<T>: `int?` and its like.

https://learn.microsoft.com/dotnet/api/system.nullable-1
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.system.conversion import default_of
from apim_gateway.expressions.semantics.clr_error import ClrError

if TYPE_CHECKING:
    from apim_gateway.expressions.checked.static_types import Type
    from apim_gateway.expressions.semantics.value import Value


ABSENT = object()
NULLABLE = clr_type("?", parameters=("T",))


@NULLABLE.method("GetValueOrDefault", returns="T", generic=True, extension=True)
def value_or_default(value: Value, other: Value = ABSENT, *, of: Type) -> Value:
    """Returns the value, or the default where it is null (`GetValueOrDefault`)."""
    if value is not None:
        return value
    return default_of(of) if other is ABSENT else other


@NULLABLE.property("Value", "T", extension=True)
def value_of(value: Value) -> Value:
    """Returns the value; throws where it is null (`Value`)."""
    if value is None:
        raise ClrError("InvalidOperationException", "Nullable object must have a value.")
    return value


NULLABLE.property("HasValue", "bool", extension=True)(lambda value: value is not None)
