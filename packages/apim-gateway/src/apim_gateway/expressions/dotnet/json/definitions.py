"""Json.NET's types, put together.

https://www.newtonsoft.com/json/help/html/N_Newtonsoft_Json_Linq.htm
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import ClrType, Method, Property, clr_type
from apim_gateway.expressions.checked.static_types import ANY, Type
from apim_gateway.expressions.dotnet.json.token_members import ARRAY, OBJECT, TOKEN
from apim_gateway.expressions.dotnet.json.token_values import (
    convert,
    equal_tokens,
    load,
    loading,
    write,
)
from apim_gateway.expressions.dotnet.json.tokens import (
    JArray,
    JObject,
    JProperty,
    JToken,
    JValue,
    token_of,
)
from apim_gateway.expressions.semantics.clr_error import ClrError

if TYPE_CHECKING:
    from apim_gateway.expressions.semantics.value import Value


JTOKEN = clr_type("JToken", JToken, bases=("IEnumerable<JToken>",), element="JToken")


@JTOKEN.indexer(returns="JToken")
def child(token: JToken, key: Value) -> Value:
    """`token[key]`."""
    return token.child(key)


@JTOKEN.setter
def store(token: JToken, key: Value, value: Value) -> None:
    """`token[key] = value`; a token without properties or values throws."""
    if not isinstance(token, (JArray, JObject)):
        message = f"Cannot set child value on Newtonsoft.Json.Linq.{type(token).__name__}."
        raise ClrError("InvalidOperationException", message)
    token.set(key, value)


JSON_CONVERT = clr_type("JsonConvert")


@JSON_CONVERT.static_method("SerializeObject", returns="string")
def serialize(value: Value, formatting: int = 0) -> str:
    """`JsonConvert.SerializeObject`."""
    if isinstance(value, JValue) or not isinstance(value, JToken):
        return write(token_of(value), formatting or 0) if formatting == 0 else str(token_of(value))
    return write(value, formatting)


@JSON_CONVERT.static_method("DeserializeObject", returns="M", generic=True)
def deserialize(text: str, *, of: Type = ANY) -> Value:
    """`JsonConvert.DeserializeObject[<T>]`."""
    token = load(text)
    return token if of == ANY else convert(token, of)


def container(kind: type[JToken], members: dict[str, Property | Method], element: str) -> ClrType:
    """Makes the definition of JObject or JArray."""
    name = kind.__name__
    add = members["Add"]
    own = clr_type(name, kind, bases=(f"IEnumerable<{element}>", "JContainer"), element=element)
    own.members.update(members)
    own.statics["Parse"] = loading(kind)
    own.static_method("FromObject", returns=name)(token_of)
    own.constructor(returns=name)(kind)
    own.indexer(returns="JToken")(child)
    own.setter(store)
    own.add = add.call if isinstance(add, Method) else None
    return own


JTOKEN.members.update(TOKEN)
JTOKEN.statics["Parse"] = loading(JToken)
JTOKEN.static_method("FromObject", returns="JToken")(token_of)
JTOKEN.static_method("DeepEquals", returns="bool")(equal_tokens)

JCONTAINER = clr_type("JContainer", JObject, JArray, JProperty, bases=("JToken",))
container(JObject, OBJECT, "KeyValuePair<string,JToken>")
container(JArray, ARRAY, "JToken")

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
