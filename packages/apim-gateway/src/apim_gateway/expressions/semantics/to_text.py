"""Writes values as C#'s ToString does."""

from __future__ import annotations

from decimal import Decimal
from functools import singledispatch

LOWEST, HIGHEST = -4, 14
"""Beyond these exponents, .NET writes a double with an exponent."""


def to_text(value: object) -> str:
    """Writes any value as C#'s invariant ToString does; null is the empty string."""
    # Most values are plain strings or ints; a look-up of their class would cost more than the rest.
    kind = type(value)
    if kind is str:
        return value  # type: ignore[return-value]  # the line above says so
    return str(value) if kind is int else written(value)


@singledispatch
def written(value: object) -> str:
    """Writes a value that is no plain string; a type registers how, unless it has `__str__`."""
    return str(value)


@written.register(type(None))
def _(_value: None) -> str:
    return ""


@written.register(bytes)
@written.register(bytearray)
def _(_value: object) -> str:
    return "System.Byte[]"


@written.register(Decimal)
def _(value: Decimal) -> str:
    return format(value, "f")


@written.register(float)
def double_text(value: float) -> str:
    """Writes a double: the shortest digits that read back as the same number."""
    if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124 - NaN differs from itself
        return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[repr(value)]
    digits, _, exponent = f"{Decimal(repr(value)).normalize():E}".partition("E")
    power = int(exponent)
    if LOWEST <= power <= HIGHEST:
        return format(Decimal(repr(value)).normalize(), "f")
    return f"{digits}E{'-' if power < 0 else '+'}{abs(power):02}"
