"""Json.NET's tokens: what their methods do.

https://www.newtonsoft.com/json/help/html/N_Newtonsoft_Json_Linq.htm
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import Method
from apim_gateway.expressions.dotnet.collections.collection import Array, KeyValuePair, List
from apim_gateway.expressions.dotnet.collections.dictionary import Dictionary
from apim_gateway.expressions.dotnet.collections.iteration import items
from apim_gateway.expressions.dotnet.dates.parsing import ROUND_TRIP_KIND, parse
from apim_gateway.expressions.dotnet.json.token_text import compact, indented, plain
from apim_gateway.expressions.dotnet.json.tokens import (
    JArray,
    JObject,
    JProperty,
    JToken,
    JValue,
    token_of,
)
from apim_gateway.expressions.dotnet.system.comparison import folded
from apim_gateway.expressions.dotnet.system.conversion import cast
from apim_gateway.expressions.dotnet.system.enumeration import enumeration
from apim_gateway.expressions.semantics.clr_error import ClrError
from apim_gateway.expressions.semantics.to_text import to_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.expressions.checked.static_types import Type
    from apim_gateway.expressions.semantics.value import Value

FORMATTING = enumeration("Formatting", {"None": 0, "Indented": 1})
TYPES = enumeration("JTokenType", {
    "None": 0, "Object": 1, "Array": 2, "Constructor": 3, "Property": 4, "Comment": 5,
    "Integer": 6, "Float": 7, "String": 8, "Boolean": 9, "Null": 10, "Undefined": 11, "Date": 12,
    "Raw": 13, "Bytes": 14, "Guid": 15, "Uri": 16, "TimeSpan": 17,
})  # fmt: skip
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?(Z|[+-]\d\d:\d\d)?", re.ASCII)
VALUE_TYPES = {
    "NoneType": 10, "bool": 9, "str": 8, "float": 7, "Decimal": 7, "DateTime": 12, "UUID": 15,
    "TimeSpan": 17, "bytearray": 14,
}  # fmt: skip
INTEGER = 6
ABSENT = object()

items.register(JObject, lambda token: [KeyValuePair(p.name, p.value) for p in token.tokens()])
items.register(JProperty, lambda token: token.tokens())


def load(text: str | None) -> JToken:
    """Reads a document; strings that look like ISO dates become dates, as in Json.NET."""
    if text is None:
        raise ClrError("ArgumentNullException", "Value cannot be null. (Parameter 's')")
    return token_of(_dated(plain(text)))


def loading(kind: type[JToken]) -> Method:
    """Makes `JObject.Parse` and its like."""

    def read(text: str) -> JToken:
        token = load(text)
        if not isinstance(token, kind):
            raise ClrError(
                "JsonReaderException",
                f"Error reading {kind.__name__} from JsonReader. "
                f"Current JsonReader item is not {kind.__name__[1:].lower()}.",
            )
        return token

    return Method(kind.__name__, read)


def convert(token: JToken | None, kind: Type) -> Value:
    """`ToObject<T>`, `DeserializeObject<T>`."""
    if token is None or (isinstance(token, JValue) and token.value is None):
        return None
    if kind.name in ("[]", "List", "IList", "IEnumerable"):
        made: Callable[..., Value] = Array if kind.name == "[]" else List
        return made(convert(one, kind.args[0]) for one in token.tokens())
    if kind.name.endswith("Dictionary"):
        pairs = token.tokens()
        return Dictionary(
            KeyValuePair(p.name, convert(p.value, kind.args[1]))
            for p in pairs
            if isinstance(p, JProperty)
        )
    if kind.name in ("object", "dynamic"):
        return token.value if isinstance(token, JValue) else token
    return cast(kind, token)


def value_of(token: JToken, key: Value = None, *, of: Type) -> Value:
    """`Value<T>([key])`."""
    found = token if key is None else token.child(key)
    return None if found is None else convert(found, of)


def write(token: JToken, formatting: int = 1) -> str:
    """`ToString([Formatting])`."""
    if isinstance(token, JValue):
        return to_text(token) if formatting == 1 else compact(token)
    return indented(token) if formatting else compact(token)


def token_type(token: JToken) -> Value:
    """`Type`."""
    number = {JObject: 1, JArray: 2, JProperty: 4}.get(type(token), 0)
    if isinstance(token, JValue):
        number = VALUE_TYPES.get(type(token.value).__name__, INTEGER)
    return TYPES.classes[0](number)


def equal_tokens(left: JToken | None, right: JToken | None) -> bool:
    """`JToken.DeepEquals`: the order of properties does not count."""
    if isinstance(left, JObject) and isinstance(right, JObject):
        names = left.properties.keys()
        return names == right.properties.keys() and all(
            equal_tokens(left.get(name), right.get(name)) for name in names
        )
    return left is right or (
        left is not None and right is not None and compact(left) == compact(right)
    )


def get_value(token: JObject, name: str, comparison: Value = None) -> JToken | None:
    """`GetValue(name[, comparison])`."""
    if name in token.properties:
        return token.get(name)
    matching = (
        p.value for p in token.properties.values()
        if folded(p.name, comparison) == folded(name, comparison)
    )  # fmt: skip
    return next(matching, None)


def try_get(token: JObject, name: str, *rest: Value) -> bool:
    """`TryGetValue(name[, comparison], out value)`."""
    *comparison, out = rest
    found = get_value(token, name, *comparison)
    out(found)
    return found is not None


def remove_from(token: JToken, key: Value = ABSENT) -> bool:
    """`Remove()`, `Remove(name)` of an object, `Remove(value)` of an array."""
    if key is ABSENT:
        token.remove()
        return True
    if isinstance(token, JObject):
        found: JToken | None = token.properties.get(key)
    else:
        found = next((one for one in token.tokens() if one is key), None)
    if found is not None:
        token.drop(found)
    return found is not None


def merge(token: JToken, other: Value, _settings: Value = None) -> None:
    """`Merge`: objects property by property, arrays one behind the other."""
    if isinstance(token, JObject) and isinstance(other, JObject):
        for name, property_ in other.properties.items():
            own = token.get(name)
            if type(own) is type(property_.value) and not isinstance(own, JValue):
                merge(own, property_.value)
            else:
                token.set(name, property_.value)
    elif isinstance(token, JArray):
        token.items.extend(token.held(one) for one in other)


def _dated(value: Value) -> Value:
    if isinstance(value, str) and DATE.fullmatch(value):
        return parse(value, styles=ROUND_TRIP_KIND)
    if isinstance(value, list):
        return [_dated(one) for one in value]
    if isinstance(value, dict):
        return {name: _dated(one) for name, one in value.items()}
    return value
