"""Writes JSON as Json.NET does, and reads what it reads."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from apim_gateway.expressions.dotnet.dates.date_time import DateTime
from apim_gateway.expressions.dotnet.dates.date_time_offset import DateTimeOffset
from apim_gateway.expressions.dotnet.json.tokens import JArray, JObject, JProperty, JToken, JValue
from apim_gateway.expressions.semantics.clr_error import ClrError
from apim_gateway.expressions.semantics.numbers import Long
from apim_gateway.expressions.semantics.to_text import to_text, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apim_gateway.expressions.semantics.value import Value

NEW_LINE = "\r\n"
"""The gateway runs on Windows, where Json.NET ends lines so."""
SEPARATORS = str.maketrans({"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"})
LENIENT = re.compile(
    r"""("(?:[^"\\]|\\.)*")|'((?:[^'\\]|\\.)*)'|/\*.*?\*/|//[^\n]*|([A-Za-z_$][\w$]*)(?=\s*:)"""
    r"""|,(?=\s*[}\]])""",
    re.DOTALL,
)
"""What Json.NET reads beyond JSON: single quotes, comments, bare names, trailing commas."""


@written.register(JToken)
def indented(token: JToken) -> str:
    """Writes indented JSON."""
    return "".join(_written(token, NEW_LINE))


@written.register(JValue)
def unquoted(token: JValue) -> str:
    """Writes the value itself, without quotes."""
    return to_text(token.value)


def compact(token: JToken) -> str:
    """Writes JSON on one line."""
    return "".join(_written(token, ""))


def plain(text: str) -> Value:
    """Reads JSON into dicts, lists, strings, longs, doubles, booleans and None."""
    try:
        return json.loads(text, parse_int=_integer)
    except json.JSONDecodeError:
        pass
    try:
        return json.loads(LENIENT.sub(_strict, text), parse_int=_integer)
    except json.JSONDecodeError as error:
        where = f"Path '', line {error.lineno}, position {error.colno}."
        given = text[error.pos : error.pos + 1]
        message = (
            f"Unexpected character encountered while parsing value: {given}. {where}"
            if given
            else f"Error reading JToken from JsonReader. {where}"
        )
        raise ClrError("JsonReaderException", message) from None


def value_json(value: Value) -> str:
    """Writes one value as JSON."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (float, Decimal)):
        text = to_text(value)
        return text if re.search(r"[.EN∞I]", text) else f"{text}.0"
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, (DateTime, DateTimeOffset)):
        return f'"{value.iso()}"'
    return json.dumps(to_text(value), ensure_ascii=False).translate(SEPARATORS)


def _integer(digits: str) -> Value:
    # Json.NET reads integers as long, and what doesn't fit as a BigInteger; a decimal holds it.
    number = int(digits)
    return Long(number) if Long.low <= number <= Long.high else Decimal(number)


def _strict(match: re.Match[str]) -> str:
    if match[1]:
        return match[1]
    if match[2] is not None:
        return json.dumps(match[2].replace("\\'", "'"))
    return json.dumps(match[3]) if match[3] else ""


def _written(token: Value, line: str) -> Iterator[str]:
    """Writes a token; `line` is what starts a new line, nothing where there are none."""
    inner = f"{line}  " if line else ""
    if isinstance(token, JObject):
        yield from _enclosed("{}", token.tokens(), line, inner)
    elif isinstance(token, JArray):
        yield from _enclosed("[]", token.tokens(), line, inner)
    elif isinstance(token, JProperty):
        yield f"{value_json(token.name)}:{' ' if line else ''}"
        yield from _written(token.value, line)
    else:
        yield value_json(token.value)


def _enclosed(brackets: str, tokens: list[JToken], line: str, inner: str) -> Iterator[str]:
    yield brackets[0]
    for at, token in enumerate(tokens):
        yield f",{inner}" if at else inner
        yield from _written(token, inner)
    yield f"{line}{brackets[1]}" if tokens else brackets[1]
