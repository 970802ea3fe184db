"""JToken: what every kind of token has.

https://www.newtonsoft.com/json/help/html/N_Newtonsoft_Json_Linq.htm
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.collections.list import List
from apim_gateway.expressions.dotnet.dates.date_time import DateTime
from apim_gateway.expressions.dotnet.dates.timespan import TimeSpan
from apim_gateway.expressions.dotnet.json.reading import convert, loading
from apim_gateway.expressions.dotnet.json.select_token import (
    descendants,
    path_of,
    select_token,
    select_tokens,
)
from apim_gateway.expressions.dotnet.json.token_text import compact, indented
from apim_gateway.expressions.dotnet.json.tokens import (
    JArray,
    JObject,
    JProperty,
    JToken,
    JValue,
    clone,
    token_of,
)
from apim_gateway.expressions.dotnet.system.enumeration import enumeration
from apim_gateway.expressions.semantics.clr_error import ClrError
from apim_gateway.expressions.semantics.to_text import to_text

if TYPE_CHECKING:
    from apim_gateway.expressions.checked.static_types import Type
    from apim_gateway.expressions.semantics.value import Value

enumeration("Formatting", {"None": 0, "Indented": 1})
TYPES = enumeration("JTokenType", {
    "None": 0, "Object": 1, "Array": 2, "Constructor": 3, "Property": 4, "Comment": 5,
    "Integer": 6, "Float": 7, "String": 8, "Boolean": 9, "Null": 10, "Undefined": 11, "Date": 12,
    "Raw": 13, "Bytes": 14, "Guid": 15, "Uri": 16, "TimeSpan": 17,
})  # fmt: skip
VALUE_TYPES: dict[type, int] = {
    type(None): 10, bool: 9, str: 8, float: 7, Decimal: 7, DateTime: 12, UUID: 15, TimeSpan: 17,
    bytearray: 14,
}  # fmt: skip
INTEGER = 6
"""Any other class of value is one of the integers."""


JTOKEN = clr_type("JToken", JToken, bases=("IEnumerable<JToken>",), element="JToken")


@JTOKEN.indexer(returns="JToken")
def child(token: JToken, key: Value) -> Value:
    """Returns what is under the key (`token[key]`)."""
    return token.child(key)


@JTOKEN.setter
def store(token: JToken, key: Value, value: Value) -> None:
    """Puts the value under the key; a token without properties or values throws."""
    if not isinstance(token, (JArray, JObject)):
        message = f"Cannot set child value on Newtonsoft.Json.Linq.{type(token).__name__}."
        raise ClrError("InvalidOperationException", message)
    token.set(key, value)


@JTOKEN.method("ToString", returns="string")
def write(token: JToken, formatting: int = 1) -> str:
    """Returns the token as JSON, indented unless told otherwise (`ToString([Formatting])`)."""
    if isinstance(token, JValue):
        return to_text(token) if formatting == 1 else compact(token)
    return indented(token) if formatting else compact(token)


@JTOKEN.property("Type", "JTokenType")
def token_type(token: JToken) -> Value:
    """Returns what kind of token it is (`Type`)."""
    number = {JObject: 1, JArray: 2, JProperty: 4}.get(type(token), 0)
    if isinstance(token, JValue):
        number = VALUE_TYPES.get(type(token.value), INTEGER)
    return TYPES.classes[0](number)


@JTOKEN.method("Value", returns="M", generic=True)
def value_of(token: JToken, key: Value = None, *, of: Type) -> Value:
    """Returns the token, or what is under the key, as a `T` (`Value<T>([key])`)."""
    found = token if key is None else token.child(key)
    return None if found is None else convert(found, of)


@JTOKEN.static_method("DeepEquals", returns="bool")
def equal_tokens(left: JToken | None, right: JToken | None) -> bool:
    """Returns whether both say the same; the order of properties does not count."""
    if isinstance(left, JObject) and isinstance(right, JObject):
        names = left.properties.keys()
        return names == right.properties.keys() and all(
            equal_tokens(left.get(name), right.get(name)) for name in names
        )
    return left is right or (
        left is not None and right is not None and compact(left) == compact(right)
    )


@JTOKEN.property("Root", "JToken")
def root(token: JToken) -> JToken:
    """Returns the outermost token, which nothing holds (`Root`)."""
    return token if token.parent is None else root(token.parent)


@JTOKEN.property("First", "JToken")
def first(token: JToken) -> JToken | None:
    """Returns the first token in this one (`First`)."""
    return next(iter(token.tokens()), None)


@JTOKEN.property("Last", "JToken")
def last(token: JToken) -> JToken | None:
    """Returns the last token in this one (`Last`)."""
    return next(reversed(token.tokens()), None)


def sibling(token: JToken, step: int) -> JToken | None:
    """Returns the token that many places on in what holds this one."""
    around = token.parent.tokens() if token.parent is not None else []
    at = next(at for at, one in enumerate([*around, token]) if one is token) + step
    return around[at] if 0 <= at < len(around) else None


JTOKEN.property("Parent", "JToken")(lambda token: token.parent)
JTOKEN.property("Path", "string")(path_of)
JTOKEN.property("Next", "JToken")(lambda token: sibling(token, 1))
JTOKEN.property("Previous", "JToken")(lambda token: sibling(token, -1))
JTOKEN.property("HasValues", "bool")(lambda token: bool(token.tokens()))
JTOKEN.method("Children", returns="IEnumerable<JToken>")(lambda token: List(token.tokens()))
JTOKEN.method("DeepClone", returns="JToken")(clone)
JTOKEN.method("Descendants", returns="IEnumerable<JToken>")(lambda token: List(descendants(token)))
JTOKEN.method("Remove", returns="void")(JToken.remove)
JTOKEN.method("Replace", returns="void")(JToken.replace)
JTOKEN.method("SelectToken", returns="JToken")(select_token)
JTOKEN.method("SelectTokens", returns="IEnumerable<JToken>")(
    lambda token, path: List(select_tokens(token, path))
)
JTOKEN.method("ToObject", returns="M", generic=True)(lambda token, *, of: convert(token, of))
JTOKEN.method("Values", returns="IEnumerable<M>", generic=True)(
    lambda token, *, of: List(
        convert(p.value if isinstance(p, JProperty) else p, of) for p in token.tokens()
    )
)
JTOKEN.static_method("Parse", returns="JToken")(loading(JToken))
JTOKEN.static_method("FromObject", returns="JToken")(token_of)
