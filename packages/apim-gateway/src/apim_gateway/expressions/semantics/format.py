"""Writes values by format strings, `{0,5:N2}`, and numbers by their specifiers.

https://learn.microsoft.com/dotnet/standard/base-types/standard-numeric-format-strings
"""

from __future__ import annotations

import re
import uuid
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from functools import singledispatch
from typing import TYPE_CHECKING

from apim_gateway.expressions.semantics.clr_error import ClrError
from apim_gateway.expressions.semantics.custom_number import custom_number
from apim_gateway.expressions.semantics.numbers import INT_LOW, Sized
from apim_gateway.expressions.semantics.to_text import to_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apim_gateway.expressions.semantics.value import Value

PLACEHOLDER = re.compile(r"\{\{|\}\}|\{(\d+)(?:,\s*(-?\d+))?(?::((?:[^{}]|\{\{|\}\})*))?\}|[{}]")
STANDARD = re.compile(r"([A-Za-z])(\d{0,2})")
DEFAULT_DIGITS = {"N": 2, "F": 2, "C": 2, "P": 2, "E": 6}
ROUND_TRIP = "GgRr"


def composite(template: str, values: Sequence[Value]) -> str:
    """Returns what String.Format makes of the template."""

    def replaced(match: re.Match[str]) -> str:
        if match[0] in ("{{", "}}"):
            return match[0][0]
        if match[1] is None or int(match[1]) >= len(values):
            raise ClrError(
                "FormatException",
                "Index (zero based) must be greater than or equal to zero and less than the size "
                "of the argument list."
                if match[1]
                else "Input string was not in a correct format.",
            )
        return aligned(format_value(values[int(match[1])], match[3]), int(match[2] or 0))

    return PLACEHOLDER.sub(replaced, template)


def aligned(text: str, width: int) -> str:
    """Pads to the width: on the left if positive, on the right if negative."""
    return text.rjust(width) if width >= 0 else text.ljust(-width)


def format_value(value: Value, specifier: Value = None, _provider: Value = None) -> str:
    """Writes the value as `ToString(specifier)` does."""
    if not isinstance(specifier, str) or not specifier:  # nothing, or a format provider
        return to_text(value)
    return formatted(value, specifier)


@singledispatch
def formatted(value: Value, specifier: str) -> str:
    """Writes the value by the specifier; a type that has formats registers its own.

    What has none, such as a string or a bool, is written as without a specifier.
    """
    del specifier
    return to_text(value)


formatted.register(bool, lambda value, _specifier: to_text(value))


@formatted.register(uuid.UUID)
def format_guid(value: uuid.UUID, specifier: str) -> str:
    """Writes a Guid as `N`, `D`, `B` or `P`."""
    forms = {"N": value.hex, "D": str(value), "B": f"{{{value}}}", "P": f"({value})"}
    if specifier.upper() not in forms:
        raise ClrError("FormatException", 'Format string can be only "D", "N", "P" or "B".')
    return forms[specifier.upper()]


@formatted.register(int)
@formatted.register(float)
@formatted.register(Decimal)
def format_number(value: float | Decimal, specifier: str) -> str:
    """Writes a number by a standard or a custom format, in the invariant culture."""
    match = STANDARD.fullmatch(specifier)
    if match is None:
        return custom_number(value, specifier)
    letter, digits = match[1], match[2]
    if letter in "Dd" and isinstance(value, int):
        return ("-" if value < 0 else "") + str(abs(value)).zfill(int(digits or 0))
    if letter in "Xx" and isinstance(value, int):
        # Hexadecimal shows the bits: of -1 it is FFFFFFFF, which is 2^32 - 1.
        low = value.low if isinstance(value, Sized) else INT_LOW
        text = format(value if value >= 0 else value - 2 * low, letter)
        return text.zfill(int(digits or 0))
    if letter in ROUND_TRIP:
        return _general(value, int(digits or 0))
    if letter.upper() not in DEFAULT_DIGITS:
        raise ClrError("FormatException", "Format specifier was invalid.")
    return _fixed(value, letter, int(digits or DEFAULT_DIGITS[letter.upper()]))


def _general(value: float | Decimal, digits: int) -> str:
    if digits == 0:
        return to_text(value)
    return format(float(value), f".{digits}G")


def _fixed(value: float | Decimal, letter: str, digits: int) -> str:
    exact = Decimal(value)
    if letter.upper() == "E":
        mantissa, _, power = f"{exact:.{digits}E}".partition("E")
        return f"{mantissa}{letter}{'-' if power[0] == '-' else '+'}{int(power.lstrip('+-')):03}"
    if letter.upper() == "P":
        exact *= 100
    rounding = ROUND_HALF_EVEN if isinstance(value, float) else ROUND_HALF_UP
    rounded = exact.quantize(Decimal(1).scaleb(-digits), rounding=rounding)
    text = format(rounded, "f" if letter.upper() == "F" else ",f")
    # -0.001 with two places is 0.00, without a sign.
    if rounded.is_zero():
        text = text.lstrip("-")
    if letter.upper() == "P":
        return f"{text} %"
    if letter.upper() == "C":
        # The invariant culture's currency is ¤, and a negative amount stands in brackets.
        return f"(¤{text[1:]})" if text.startswith("-") else f"¤{text}"
    return text
