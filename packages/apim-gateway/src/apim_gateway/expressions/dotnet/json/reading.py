"""Reads JSON into tokens, and turns tokens into values of other types.

https://www.newtonsoft.com/json/help/html/N_Newtonsoft_Json_Linq.htm
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from apim_gateway.expressions.dotnet.collections.array import Array
from apim_gateway.expressions.dotnet.collections.dictionary import Dictionary
from apim_gateway.expressions.dotnet.collections.iteration import items
from apim_gateway.expressions.dotnet.collections.key_value_pair import KeyValuePair
from apim_gateway.expressions.dotnet.collections.list import List
from apim_gateway.expressions.dotnet.dates.parsing import ROUND_TRIP_KIND, parse
from apim_gateway.expressions.dotnet.json.token_text import plain
from apim_gateway.expressions.dotnet.json.tokens import (
    JObject,
    JProperty,
    JToken,
    JValue,
    token_of,
)
from apim_gateway.expressions.dotnet.system.conversion import cast
from apim_gateway.expressions.semantics.clr_error import ClrError

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.expressions.checked.static_types import Type
    from apim_gateway.expressions.semantics.value import Value

DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?(Z|[+-]\d\d:\d\d)?", re.ASCII)
Token = TypeVar("Token", bound=JToken)

items.register(JObject, lambda token: [KeyValuePair(p.name, p.value) for p in token.tokens()])
items.register(JProperty, lambda token: token.tokens())


def load(text: str | None) -> JToken:
    """Reads a document; strings that look like ISO dates become dates, as in Json.NET.

    So the text "2024-01-31T00:00:00Z" of a property, cast to a string, is "01/31/2024 00:00:00".
    That surprises many; it is Json.NET's default:
    https://www.newtonsoft.com/json/help/html/T_Newtonsoft_Json_DateParseHandling.htm
    """
    if text is None:
        raise ClrError("ArgumentNullException", "Value cannot be null. (Parameter 's')")
    return token_of(_dated(plain(text)))


def loading(kind: type[Token]) -> Callable[[str], Token]:
    """Returns `JObject.Parse` and its like: they refuse a document of another kind."""

    def read(text: str) -> Token:
        token = load(text)
        if not isinstance(token, kind):
            raise ClrError(
                "JsonReaderException",
                f"Error reading {kind.__name__} from JsonReader. "
                f"Current JsonReader item is not {kind.__name__[1:].lower()}.",
            )
        return token

    return read


def convert(token: JToken | None, kind: Type) -> Value:
    """Returns the token as a value of the type (`ToObject<T>`, `DeserializeObject<T>`)."""
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


def _dated(value: Value) -> Value:
    if isinstance(value, str) and DATE.fullmatch(value):
        return parse(value, styles=ROUND_TRIP_KIND)
    if isinstance(value, list):
        return [_dated(one) for one in value]
    if isinstance(value, dict):
        return {name: _dated(one) for name, one in value.items()}
    return value
