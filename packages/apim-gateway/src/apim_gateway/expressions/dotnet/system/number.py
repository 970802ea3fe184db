"""Numbers: System.Int32, Int64, Double, Decimal and the others."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import ClrType, Method, Property, clr_type
from apim_gateway.expressions.dotnet.system.conversion import FRACTIONS, INTEGERS
from apim_gateway.expressions.semantics import numbers
from apim_gateway.expressions.semantics.clr_error import ClrError
from apim_gateway.expressions.semantics.equality import equal_objects, ordered
from apim_gateway.expressions.semantics.format import format_value

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.expressions.semantics.value import Value

WHOLE = re.compile(r"\s*[+-]?\d+\s*", re.ASCII)
THOUSANDS = re.compile(r"\s*[+-]?(\d[\d,]*)?(\.\d*)?([eE][+-]?\d+)?\s*", re.ASCII)
HEXADECIMAL = 512
"""NumberStyles.AllowHexSpecifier."""
HIGHEST = {
    "double": "1.7976931348623157E+308",
    "float": "3.4028234663852886E+38",
    "decimal": "79228162514264337593543950335",
}
NOT_A_NUMBER = "The input string '{}' was not in a correct format."


def parse_integer(kind: type[int], text: str | None, styles: Value = None) -> int:
    """Returns `int.Parse` and its like; `styles` is NumberStyles or a format provider."""
    if text is None:
        raise ClrError("ArgumentNullException", "Value cannot be null. (Parameter 's')")
    if isinstance(styles, int) and styles & HEXADECIMAL:
        # Hexadecimal says the bits: FFFFFFFF as an int is -1.
        return numbers.wrapped(kind, int(text, 16))
    if not WHOLE.fullmatch(text):
        raise ClrError("FormatException", NOT_A_NUMBER.format(text))
    return numbers.fitting(kind, int(text))


def parse_fraction(kind: type, text: str | None, _styles: Value = None) -> Value:
    """Returns `double.Parse` and its like; commas may separate thousands."""
    if text is None:
        raise ClrError("ArgumentNullException", "Value cannot be null. (Parameter 's')")
    if text.strip() in ("NaN", "Infinity", "-Infinity") and kind is not Decimal:
        return kind(text)
    if not THOUSANDS.fullmatch(text) or not re.search(r"\d", text):
        raise ClrError("FormatException", NOT_A_NUMBER.format(text))
    return kind(text.strip().replace(",", ""))


def trying(parse: Callable[..., Value], zero: Value) -> Callable[..., bool]:
    """Returns `TryParse` for `Parse`: it puts the result out, zero if there is none."""

    def try_parse(text: str | None, *rest: Value) -> bool:
        *styles, out = rest
        try:
            out(parse(text, *styles[:1]))
        except (ClrError, ValueError):
            out(zero)
            return False
        return True

    return try_parse


def number(name: str, kind: type, parse: Callable[..., Value], low: Value, high: Value) -> ClrType:
    """Registers a numeric type."""
    zero = kind(0)
    own = clr_type(name, kind, default=zero)
    own.method("ToString", returns="string")(format_value)
    own.method("CompareTo", returns="int")(ordered)
    own.method("Equals", returns="bool")(equal_objects)
    own.static_method("Parse", returns=name)(parse)
    own.static_method("TryParse", returns="bool", out=name)(trying(parse, zero))
    own.static_property("MinValue", name)(lambda: low)
    own.static_property("MaxValue", name)(lambda: high)
    own.statics.update(_special(name, kind) if issubclass(kind, float) else {})
    return own


def _special(name: str, kind: type[float]) -> dict[str, Method | Property]:
    return {
        "NaN": Property(name, lambda: kind("nan")),
        "PositiveInfinity": Property(name, lambda: kind("inf")),
        "NegativeInfinity": Property(name, lambda: kind("-inf")),
        "Epsilon": Property(name, lambda: kind(5e-324)),
        "IsNaN": Method("bool", math.isnan),
        "IsInfinity": Method("bool", math.isinf),
    }


def _integer(name: str, kind: type[int]) -> ClrType:
    low, high = numbers.limits(kind)
    return number(name, kind, PARSERS[name], kind(low), kind(high))


def _fraction(name: str, kind: type) -> ClrType:
    high = HIGHEST[name]
    return number(name, kind, PARSERS[name], kind(f"-{high}"), kind(high))


PARSERS: dict[str, Callable[..., Value]] = {
    **{name: partial(parse_integer, kind) for name, kind in INTEGERS.items()},
    **{name: partial(parse_fraction, kind) for name, kind in FRACTIONS.items()},
}
"""Each type's `Parse`."""

for name, kind in INTEGERS.items():
    _integer(name, kind)
for name, kind in FRACTIONS.items():
    _fraction(name, kind)
