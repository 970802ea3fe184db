"""System.Guid, Math, Random and StringBuilder.

https://learn.microsoft.com/dotnet/api/system
"""

from __future__ import annotations

import math
import random
import uuid
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.system.conversion import DEFAULTS
from apim_gateway.expressions.dotnet.system.enumeration import enumeration
from apim_gateway.expressions.semantics.clr_error import ClrError, out_of_range
from apim_gateway.expressions.semantics.equality import ordered
from apim_gateway.expressions.semantics.format import composite, format_value
from apim_gateway.expressions.semantics.limits import bounded
from apim_gateway.expressions.semantics.numbers import INT_HIGH, Long
from apim_gateway.expressions.semantics.to_text import to_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.expressions.semantics.value import Value

EMPTY = uuid.UUID(int=0)
GUID = "Unrecognized Guid format."


class StringBuilder:
    """A text that is put together."""

    __slots__ = ("text",)

    def __init__(self, text: Value = "", *_capacity: int) -> None:
        self.text = text if isinstance(text, str) else ""

    def append(self, *values: Value) -> StringBuilder:
        """`Append(value)`, `Append(char, count)`."""
        value, *count = values
        self.text += to_text(value) * bounded(count[0] if count else 1)
        return self

    def append_line(self, value: Value = "") -> StringBuilder:
        """`AppendLine`."""
        return self.append(to_text(value) + "\r\n")

    def append_format(self, template: str, *values: Value) -> StringBuilder:
        """`AppendFormat`."""
        return self.append(composite(template, values))

    def changed(self, text: str) -> StringBuilder:
        """Puts another text in place."""
        self.text = text
        return self

    def __str__(self) -> str:
        """Renders the text."""
        return self.text


GUID_TYPE = clr_type("Guid", uuid.UUID)


@GUID_TYPE.static_method("Parse", returns="Guid")
def parse_guid(text: str) -> uuid.UUID:
    """`Guid.Parse`."""
    try:
        return uuid.UUID(text.strip().strip("(){}"))
    except (ValueError, AttributeError):
        raise ClrError("FormatException", GUID) from None


@GUID_TYPE.static_method("TryParse", returns="bool", out="Guid")
def try_parse_guid(text: str, out: Callable[[Value], None]) -> bool:
    """`Guid.TryParse`."""
    try:
        out(parse_guid(text))
    except ClrError:
        out(EMPTY)
        return False
    return True


@GUID_TYPE.constructor(returns="Guid")
def made_guid(value: Value = None) -> uuid.UUID:
    """`new Guid(text)`, `new Guid(bytes)`, `new Guid()`."""
    if value is None:
        return EMPTY
    return uuid.UUID(bytes_le=bytes(value)) if isinstance(value, bytearray) else parse_guid(value)


MATH_TYPE = clr_type("Math")


@MATH_TYPE.static_method("Round", returns="dynamic")
def rounded(value: Value, *rest: Value) -> Value:
    """`Math.Round(value[, digits][, mode])`: half to even unless away from zero."""
    away = any(type(one).__name__ == "MidpointRounding" and one == 1 for one in rest)
    digits = next((one for one in rest if type(one) is int), 0)
    mode = ROUND_HALF_UP if away else ROUND_HALF_EVEN
    exact = Decimal(value) if isinstance(value, Decimal) else Decimal(repr(float(value)))
    return type(value)(exact.quantize(Decimal(1).scaleb(-digits), rounding=mode))


def wider(value: Value, *both: Value) -> Value:
    """Returns the value as the wider type of both."""
    if any(isinstance(one, float) for one in both):
        return float(value)
    return Long(value) if any(isinstance(one, Long) for one in both) else value


@MATH_TYPE.static_method("Floor", returns="dynamic")
def floor(value: Value) -> Value:
    """`Math.Floor`."""
    return type(value)(math.floor(value))


@MATH_TYPE.static_method("Pow", returns="double")
def power(value: float, exponent: float) -> float:
    """`Math.Pow`."""
    try:
        return math.pow(value, exponent)
    except OverflowError:
        return math.inf


RANDOM = clr_type("Random", random.Random)


@RANDOM.method("Next", returns="int")
def next_number(generator: random.Random, *limits: int) -> int:
    """`Next()`, `Next(limit)`, `Next(low, limit)`: the limit itself is never returned."""
    low, high = limits if len(limits) == 2 else (0, *limits, INT_HIGH)[:2]  # noqa: PLR2004 - both
    if low > high:
        raise out_of_range("minValue")
    return low if low == high else generator.randrange(low, high)


@RANDOM.method("NextBytes", returns="void")
def next_bytes(generator: random.Random, buffer: bytearray) -> None:
    """`NextBytes`: fills the array."""
    buffer[:] = generator.randbytes(len(buffer))


DEFAULTS["Guid"] = EMPTY

enumeration("MidpointRounding", {"ToEven": 0, "AwayFromZero": 1})

GUID_TYPE.method("CompareTo", returns="int")(ordered)
GUID_TYPE.method("ToByteArray", returns="byte[]")(lambda guid: bytearray(guid.bytes_le))
GUID_TYPE.method("ToString", returns="string")(format_value)
GUID_TYPE.static_property("Empty", "Guid")(lambda: EMPTY)
GUID_TYPE.static_method("NewGuid", returns="Guid")(uuid.uuid4)

MATH_TYPE.static_method("Abs", returns="dynamic")(abs)
MATH_TYPE.static_method("Ceiling", returns="dynamic")(lambda value: type(value)(math.ceil(value)))
MATH_TYPE.static_property("E", "double")(lambda: math.e)
MATH_TYPE.static_method("Exp", returns="double")(math.exp)
MATH_TYPE.static_method("Log", returns="double")(lambda value, base=math.e: math.log(value, base))
MATH_TYPE.static_method("Log10", returns="double")(math.log10)
MATH_TYPE.static_method("Max", returns="dynamic")(
    lambda left, right: wider(max(left, right), left, right)
)
MATH_TYPE.static_method("Min", returns="dynamic")(
    lambda left, right: wider(min(left, right), left, right)
)
MATH_TYPE.static_property("PI", "double")(lambda: math.pi)
MATH_TYPE.static_method("Sign", returns="int")(lambda value: (value > 0) - (value < 0))
MATH_TYPE.static_method("Sqrt", returns="double")(
    lambda value: math.sqrt(value) if value >= 0 else math.nan
)
MATH_TYPE.static_method("Truncate", returns="dynamic")(lambda value: type(value)(math.trunc(value)))

RANDOM.method("NextDouble", returns="double")(lambda generator: generator.random())
RANDOM.constructor(returns="Random")(lambda seed=None: random.Random(seed))  # noqa: S311 - as System.Random

STRING_BUILDER = clr_type("StringBuilder", StringBuilder)
STRING_BUILDER.method("Append", returns="StringBuilder")(StringBuilder.append)
STRING_BUILDER.method("AppendFormat", returns="StringBuilder")(StringBuilder.append_format)
STRING_BUILDER.method("AppendLine", returns="StringBuilder")(StringBuilder.append_line)
STRING_BUILDER.method("Clear", returns="StringBuilder")(lambda builder: builder.changed(""))
STRING_BUILDER.method("Insert", returns="StringBuilder")(
    lambda builder, at, value: builder.changed(
        builder.text[:at] + to_text(value) + builder.text[at:]
    )
)
STRING_BUILDER.property("Length", "int")(lambda builder: len(builder.text))
STRING_BUILDER.method("Remove", returns="StringBuilder")(
    lambda builder, at, count: builder.changed(builder.text[:at] + builder.text[at + count :])
)
STRING_BUILDER.method("Replace", returns="StringBuilder")(
    lambda builder, old, new: builder.changed(builder.text.replace(old, new or ""))
)
STRING_BUILDER.constructor(returns="StringBuilder")(StringBuilder)
