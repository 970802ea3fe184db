"""System.Math: functions of numbers.

https://learn.microsoft.com/dotnet/api/system.math
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.system.enumeration import enumeration
from apim_gateway.expressions.semantics.enum_value import EnumValue
from apim_gateway.expressions.semantics.numbers import Long

if TYPE_CHECKING:
    from apim_gateway.expressions.semantics.value import Value

AWAY = 1
"""MidpointRounding.AwayFromZero."""

MATH = clr_type("Math")


@MATH.static_method("Round", returns="dynamic")
def rounded(value: Value, *rest: Value) -> Value:
    """Returns `Math.Round(value[, digits][, mode])`: half to even unless away from zero."""
    away = any(isinstance(one, EnumValue) and one == AWAY for one in rest)
    digits = next((one for one in rest if type(one) is int), 0)
    mode = ROUND_HALF_UP if away else ROUND_HALF_EVEN
    exact = Decimal(value) if isinstance(value, Decimal) else Decimal(repr(float(value)))
    return type(value)(exact.quantize(Decimal(1).scaleb(-digits), rounding=mode))


def wider(value: Value, *both: Value) -> Value:
    """Returns the value as the wider type of both."""
    if any(isinstance(one, float) for one in both):
        return float(value)
    return Long(value) if any(isinstance(one, Long) for one in both) else value


@MATH.static_method("Floor", returns="dynamic")
def floor(value: Value) -> Value:
    """Returns the next lower whole number (`Math.Floor`)."""
    return type(value)(math.floor(value))


@MATH.static_method("Pow", returns="double")
def power(value: float, exponent: float) -> float:
    """Returns the power; infinity where it is too large (`Math.Pow`)."""
    try:
        return math.pow(value, exponent)
    except OverflowError:
        return math.inf


enumeration("MidpointRounding", {"ToEven": 0, "AwayFromZero": AWAY})
MATH.static_method("Abs", returns="dynamic")(abs)
MATH.static_method("Ceiling", returns="dynamic")(lambda value: type(value)(math.ceil(value)))
MATH.static_property("E", "double")(lambda: math.e)
MATH.static_method("Exp", returns="double")(math.exp)
MATH.static_method("Log", returns="double")(lambda value, base=math.e: math.log(value, base))
MATH.static_method("Log10", returns="double")(math.log10)
MATH.static_method("Max", returns="dynamic")(
    lambda left, right: wider(max(left, right), left, right)
)
MATH.static_method("Min", returns="dynamic")(
    lambda left, right: wider(min(left, right), left, right)
)
MATH.static_property("PI", "double")(lambda: math.pi)
MATH.static_method("Sign", returns="int")(lambda value: (value > 0) - (value < 0))
MATH.static_method("Sqrt", returns="double")(
    lambda value: math.sqrt(value) if value >= 0 else math.nan
)
MATH.static_method("Truncate", returns="dynamic")(lambda value: type(value)(math.trunc(value)))
