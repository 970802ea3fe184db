"""System.Guid, Math, Random and StringBuilder.

https://learn.microsoft.com/dotnet/api/system
"""

from __future__ import annotations

import math
import random
import uuid
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import Method, Property, clr_type
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


def parse_guid(text: str) -> uuid.UUID:
    """`Guid.Parse`."""
    try:
        return uuid.UUID(text.strip().strip("(){}"))
    except (ValueError, AttributeError):
        raise ClrError("FormatException", GUID) from None


def try_parse_guid(text: str, out: Callable[[Value], None]) -> bool:
    """`Guid.TryParse`."""
    try:
        out(parse_guid(text))
    except ClrError:
        out(EMPTY)
        return False
    return True


def made_guid(value: Value = None) -> uuid.UUID:
    """`new Guid(text)`, `new Guid(bytes)`, `new Guid()`."""
    if value is None:
        return EMPTY
    return uuid.UUID(bytes_le=bytes(value)) if isinstance(value, bytearray) else parse_guid(value)


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


def floor(value: Value) -> Value:
    """`Math.Floor`."""
    return type(value)(math.floor(value))


def power(value: float, exponent: float) -> float:
    """`Math.Pow`."""
    try:
        return math.pow(value, exponent)
    except OverflowError:
        return math.inf


def next_number(generator: random.Random, *limits: int) -> int:
    """`Next()`, `Next(limit)`, `Next(low, limit)`: the limit itself is never returned."""
    low, high = limits if len(limits) == 2 else (0, *limits, INT_HIGH)[:2]  # noqa: PLR2004 - both
    if low > high:
        raise out_of_range("minValue")
    return low if low == high else generator.randrange(low, high)


def next_bytes(generator: random.Random, buffer: bytearray) -> None:
    """`NextBytes`: fills the array."""
    buffer[:] = generator.randbytes(len(buffer))


def _real(compute: Callable[..., float]) -> Method:
    return Method("double", compute)


BUILDER: dict[str, Property | Method] = {
    "Append": Method("StringBuilder", StringBuilder.append),
    "AppendFormat": Method("StringBuilder", StringBuilder.append_format),
    "AppendLine": Method("StringBuilder", StringBuilder.append_line),
    "Clear": Method("StringBuilder", lambda builder: builder.changed("")),
    "Insert": Method("StringBuilder", lambda builder, at, value: builder.changed(
        builder.text[:at] + to_text(value) + builder.text[at:])),
    "Length": Property("int", lambda builder: len(builder.text)),
    "Remove": Method("StringBuilder", lambda builder, at, count: builder.changed(
        builder.text[:at] + builder.text[at + count:])),
    "Replace": Method("StringBuilder", lambda builder, old, new: builder.changed(
        builder.text.replace(old, new or ""))),
}  # fmt: skip
MATH: dict[str, Property | Method] = {
    "Abs": Method("dynamic", abs),
    "Ceiling": Method("dynamic", lambda value: type(value)(math.ceil(value))),
    "E": Property("double", lambda: math.e),
    "Exp": _real(math.exp),
    "Floor": Method("dynamic", floor),
    "Log": _real(lambda value, base=math.e: math.log(value, base)),
    "Log10": _real(math.log10),
    "Max": Method("dynamic", lambda left, right: wider(max(left, right), left, right)),
    "Min": Method("dynamic", lambda left, right: wider(min(left, right), left, right)),
    "PI": Property("double", lambda: math.pi),
    "Pow": _real(power),
    "Round": Method("dynamic", rounded),
    "Sign": Method("int", lambda value: (value > 0) - (value < 0)),
    "Sqrt": _real(lambda value: math.sqrt(value) if value >= 0 else math.nan),
    "Truncate": Method("dynamic", lambda value: type(value)(math.trunc(value))),
}
DEFAULTS["Guid"] = EMPTY

DEFINITIONS = (
    enumeration("MidpointRounding", {"ToEven": 0, "AwayFromZero": 1}),
    clr_type(
        name="Guid",
        classes=(uuid.UUID,),
        members={
            "CompareTo": Method("int", ordered),
            "ToByteArray": Method("byte[]", lambda guid: bytearray(guid.bytes_le)),
            "ToString": Method("string", format_value),
        },
        statics={
            "Empty": Property("Guid", lambda: EMPTY),
            "NewGuid": Method("Guid", uuid.uuid4),
            "Parse": Method("Guid", parse_guid),
            "TryParse": Method("bool", try_parse_guid, out="Guid"),
        },
        constructor=Method("Guid", made_guid),
    ),
    clr_type(name="Math", statics=MATH),
    clr_type(
        name="Random",
        classes=(random.Random,),
        members={
            "Next": Method("int", next_number),
            "NextBytes": Method("void", next_bytes),
            "NextDouble": Method("double", lambda generator: generator.random()),
        },
        constructor=Method("Random", lambda seed=None: random.Random(seed)),  # noqa: S311 - as System.Random
    ),
    clr_type(
        name="StringBuilder",
        classes=(StringBuilder,),
        members=BUILDER,
        constructor=Method("StringBuilder", StringBuilder),
    ),
)
