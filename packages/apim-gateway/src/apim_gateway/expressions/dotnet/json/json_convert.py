"""JsonConvert: turns any value into JSON and back.

https://www.newtonsoft.com/json/help/html/N_Newtonsoft_Json_Linq.htm
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.checked.static_types import ANY, Type
from apim_gateway.expressions.dotnet.json.jtoken import write
from apim_gateway.expressions.dotnet.json.reading import convert, load
from apim_gateway.expressions.dotnet.json.tokens import (
    JToken,
    JValue,
    token_of,
)

if TYPE_CHECKING:
    from apim_gateway.expressions.semantics.value import Value

JSON_CONVERT = clr_type("JsonConvert")


@JSON_CONVERT.static_method("SerializeObject", returns="string")
def serialize(value: Value, formatting: int = 0) -> str:
    """Returns the value as JSON (`SerializeObject`)."""
    if isinstance(value, JValue) or not isinstance(value, JToken):
        return write(token_of(value), formatting or 0) if formatting == 0 else str(token_of(value))
    return write(value, formatting)


@JSON_CONVERT.static_method("DeserializeObject", returns="M", generic=True)
def deserialize(text: str, *, of: Type = ANY) -> Value:
    """Returns the value that the JSON says (`DeserializeObject[<T>]`)."""
    token = load(text)
    return token if of == ANY else convert(token, of)
