"""JValue: a string, a number, a boolean, a date or null.

https://www.newtonsoft.com/json/help/html/T_Newtonsoft_Json_Linq_JValue.htm
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.json.tokens import (
    JValue,
)

if TYPE_CHECKING:
    from apim_gateway.expressions.semantics.value import Value

JVALUE = clr_type("JValue", JValue, bases=("JToken",))


def set_value(token: JValue, value: Value) -> None:
    """Puts another value in place (`token.Value = value`)."""
    token.value = value


@JVALUE.method("Equals", returns="bool")
def equals(token: JValue, other: Value) -> bool:
    """Returns whether the values are equal; the other side may be a token or a plain value."""
    return bool(token.value == (other.value if isinstance(other, JValue) else other))


JVALUE.property("Value", "object", set=set_value)(lambda token: token.value)
JVALUE.constructor(returns="JValue")(JValue)
