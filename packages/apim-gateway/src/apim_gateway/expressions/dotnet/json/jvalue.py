"""JProperty and JValue: a name with a value, and a value alone.

https://www.newtonsoft.com/json/help/html/N_Newtonsoft_Json_Linq.htm
"""

from __future__ import annotations

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.json.tokens import (
    JProperty,
    JValue,
)

JPROPERTY = clr_type("JProperty", JProperty, bases=("JContainer",))
JPROPERTY.property("Name", "string")(lambda token: token.name)
JPROPERTY.property("Value", "JToken", set=JProperty.set_value)(lambda token: token.value)
JPROPERTY.constructor(returns="JProperty")(JProperty)

JVALUE = clr_type("JValue", JValue, bases=("JToken",))
JVALUE.property("Value", "object", set=lambda token, value: setattr(token, "value", value))(
    lambda token: token.value
)
JVALUE.method("Equals", returns="bool")(
    lambda token, other: token.value == getattr(other, "value", other)
)
JVALUE.constructor(returns="JValue")(JValue)
