"""Casts tokens: `(string)token`, `(int)token`.

https://www.newtonsoft.com/json/help/html/Operators_T_Newtonsoft_Json_Linq_JToken.htm
"""

from __future__ import annotations

import uuid
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import classes_of
from apim_gateway.expressions.dotnet.dates.date_time import DateTime
from apim_gateway.expressions.dotnet.dates.parsing import parse
from apim_gateway.expressions.dotnet.json.tokens import JProperty, JToken, JValue
from apim_gateway.expressions.dotnet.system.conversion import (
    FRACTIONS,
    INTEGERS,
    converted,
    is_null,
)
from apim_gateway.expressions.semantics import numbers
from apim_gateway.expressions.semantics.clr_error import ClrError, argument, invalid_cast
from apim_gateway.expressions.semantics.to_text import to_text

if TYPE_CHECKING:
    from apim_gateway.expressions.checked.static_types import Type
    from apim_gateway.expressions.semantics.value import Value

TOKENS = ("JArray", "JContainer", "JObject", "JProperty", "JToken", "JValue")


@is_null.register(JValue)
def _(value: JValue) -> bool:
    return value.value is None


@converted.register(JToken)
def cast_token(token: JToken, wanted: Type, _given: Type) -> Value:
    """Converts the token's value, or throws as Json.NET does."""
    name = wanted.name
    if name in TOKENS or name.startswith("I"):
        if isinstance(token, classes_of(name) or object):
            return token
        raise invalid_cast(token, name)
    while isinstance(token, JProperty):  # a property stands for its value
        token = token.value
    if not isinstance(token, JValue):
        raise argument(f"Can not convert {type(token).__name__[1:]} to {name.capitalize()}.")
    return _converted(token.value, name)


def _converted(value: Value, name: str) -> Value:
    if name == "string":
        return None if value is None else to_text(value)
    if value is None:
        raise argument(f"Can not convert Null to {name.capitalize()}.")
    try:
        if name == "bool":
            return _bool(value)
        if name in INTEGERS:
            return _whole(INTEGERS[name], value)
        if name in FRACTIONS:
            return FRACTIONS[name](value)
        if name == "DateTime":
            return value if isinstance(value, DateTime) else parse(value)
        if name == "Guid":
            return uuid.UUID(value)
    except (ValueError, ArithmeticError):
        raise ClrError(
            "FormatException", f"The input string '{value}' was not in a correct format."
        ) from None
    raise invalid_cast(value, name)


def _bool(value: Value) -> bool:
    if isinstance(value, str):
        if value.strip().lower() not in ("true", "false"):
            message = f"String '{value}' was not recognized as a valid Boolean."
            raise ClrError("FormatException", message)
        return value.strip().lower() == "true"
    return bool(value)


def _whole(kind: type[int], value: Value) -> int:
    exact = Decimal(value).quantize(Decimal(1), rounding=ROUND_HALF_EVEN)
    return numbers.fitting(kind, int(exact))
