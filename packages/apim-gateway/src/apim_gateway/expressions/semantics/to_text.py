"""ToString: how C# writes a value."""

from __future__ import annotations

from decimal import Decimal

LOWEST, HIGHEST = -4, 14
"""Beyond these exponents, .NET writes a double with an exponent."""


def to_text(value: object) -> str:
    """Writes any value as C#'s invariant ToString does; null is the empty string."""
    kind = type(value)
    if kind is str:
        return value  # type: ignore[return-value]  # the line above says so
    if value is None:
        return ""
    if kind is float:
        return double_text(value)  # type: ignore[arg-type]  # likewise
    if kind is Decimal:
        return format(value, "f")
    if kind is bytes or kind is bytearray:
        return "System.Byte[]"
    return double_text(value) if isinstance(value, float) else str(value)


def double_text(value: float) -> str:
    """Writes a double: the shortest digits that read back as the same number."""
    if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124 - NaN differs from itself
        return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[repr(value)]
    digits, _, exponent = f"{Decimal(repr(value)).normalize():E}".partition("E")
    power = int(exponent)
    if LOWEST <= power <= HIGHEST:
        return format(Decimal(repr(value)).normalize(), "f")
    return f"{digits}E{'-' if power < 0 else '+'}{abs(power):02}"
