"""System.Object: what every value has.

https://learn.microsoft.com/dotnet/api/system.object
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.semantics.equality import equal_objects
from apim_gateway.expressions.semantics.to_text import to_text

if TYPE_CHECKING:
    from apim_gateway.expressions.semantics.value import Value


OBJECT = clr_type("object")


@OBJECT.method("GetHashCode", returns="int")
def get_hash_code(value: Value) -> int:
    """Returns a number that is equal for equal values; .NET's differs from run to run too."""
    return hash(value) % 2**31


OBJECT.method("ToString", returns="string")(to_text)
OBJECT.method("Equals", returns="bool")(equal_objects)
OBJECT.static_method("Equals", returns="bool")(equal_objects)
OBJECT.static_method("ReferenceEquals", returns="bool")(lambda left, right: left is right)
