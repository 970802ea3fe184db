"""Json.NET's types, put together.

https://www.newtonsoft.com/json/help/html/N_Newtonsoft_Json_Linq.htm
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import ClrType, Method, Property, clr_type
from apim_gateway.expressions.checked.static_types import ANY, Type
from apim_gateway.expressions.dotnet.json.token_members import ARRAY, OBJECT, TOKEN
from apim_gateway.expressions.dotnet.json.token_values import (
    FORMATTING,
    TYPES,
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


def child(token: JToken, key: Value) -> Value:
    """`token[key]`."""
    return token.child(key)


def store(token: JToken, key: Value, value: Value) -> None:
    """`token[key] = value`; a token without properties or values throws."""
    if not isinstance(token, (JArray, JObject)):
        message = f"Cannot set child value on Newtonsoft.Json.Linq.{type(token).__name__}."
        raise ClrError("InvalidOperationException", message)
    token.set(key, value)


def serialize(value: Value, formatting: int = 0) -> str:
    """`JsonConvert.SerializeObject`."""
    if isinstance(value, JValue) or not isinstance(value, JToken):
        return write(token_of(value), formatting or 0) if formatting == 0 else str(token_of(value))
    return write(value, formatting)


def deserialize(text: str, *, of: Type = ANY) -> Value:
    """`JsonConvert.DeserializeObject[<T>]`."""
    token = load(text)
    return token if of == ANY else convert(token, of)


def container(kind: type[JToken], members: dict[str, Property | Method], element: str) -> ClrType:
    """Makes the definition of JObject or JArray."""
    name = kind.__name__
    add = members["Add"]
    return clr_type(
        name=name,
        classes=(kind,),
        bases=(f"IEnumerable<{element}>", "JContainer"),
        members=members,
        statics={"Parse": loading(kind), "FromObject": Method(name, token_of)},
        constructor=Method(name, kind),
        element=element,
        index=Method("JToken", child),
        store=store,
        add=add.call if isinstance(add, Method) else None,
    )


DEFINITIONS = (
    FORMATTING,
    TYPES,
    clr_type(
        name="JToken",
        classes=(JToken,),
        bases=("IEnumerable<JToken>",),
        members=TOKEN,
        statics={
            "Parse": loading(JToken),
            "FromObject": Method("JToken", token_of),
            "DeepEquals": Method("bool", equal_tokens),
        },
        element="JToken",
        index=Method("JToken", child),
        store=store,
    ),
    clr_type(name="JContainer", bases=("JToken",), classes=(JObject, JArray, JProperty)),
    container(JObject, OBJECT, "KeyValuePair<string,JToken>"),
    container(JArray, ARRAY, "JToken"),
    clr_type(
        name="JProperty",
        classes=(JProperty,),
        bases=("JContainer",),
        members={
            "Name": Property("string", lambda token: token.name),
            "Value": Property("JToken", lambda token: token.value, JProperty.set_value),
        },
        constructor=Method("JProperty", JProperty),
    ),
    clr_type(
        name="JValue",
        classes=(JValue,),
        bases=("JToken",),
        members={
            "Value": Property(
                "object",
                lambda token: token.value,
                lambda token, value: setattr(token, "value", value),
            ),
            "Equals": Method(
                "bool", lambda token, other: token.value == getattr(other, "value", other)
            ),
        },
        constructor=Method("JValue", JValue),
    ),
    clr_type(
        name="JsonConvert",
        statics={
            "SerializeObject": Method("string", serialize),
            "DeserializeObject": Method("M", deserialize, generic=True),
        },
    ),
)
