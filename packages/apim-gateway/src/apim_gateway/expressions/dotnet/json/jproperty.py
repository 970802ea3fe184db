"""JProperty: a name with a value.

https://www.newtonsoft.com/json/help/html/T_Newtonsoft_Json_Linq_JProperty.htm
"""

from __future__ import annotations

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.json.tokens import (
    JProperty,
)

JPROPERTY = clr_type("JProperty", JProperty, bases=("JContainer",))
JPROPERTY.property("Name", "string")(lambda token: token.name)
JPROPERTY.property("Value", "JToken", set=JProperty.set_value)(lambda token: token.value)
JPROPERTY.constructor(returns="JProperty")(JProperty)
