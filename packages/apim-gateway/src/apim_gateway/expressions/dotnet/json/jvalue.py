"""JValue: a value alone.

https://www.newtonsoft.com/json/help/html/T_Newtonsoft_Json_Linq_JValue.htm
"""

from __future__ import annotations

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.json.tokens import (
    JValue,
)

JVALUE = clr_type("JValue", JValue, bases=("JToken",))
JVALUE.property("Value", "object", set=lambda token, value: setattr(token, "value", value))(
    lambda token: token.value
)
JVALUE.method("Equals", returns="bool")(
    lambda token, other: token.value == getattr(other, "value", other)
)
JVALUE.constructor(returns="JValue")(JValue)
