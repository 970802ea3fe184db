"""C#'s numeric types: a Python int is an `int`, a float a `double`, a Decimal a `decimal`."""

from __future__ import annotations

from typing import ClassVar

from apim_gateway.expressions.semantics.clr_error import ClrError


class Sized(int):
    """An integer of another width than `int`; arithmetic wraps round at its limits."""

    low: ClassVar[int]
    high: ClassVar[int]


class Long(Sized):
    """A `long`."""

    low, high = -(2**63), 2**63 - 1


class ULong(Sized):
    """A `ulong`."""

    low, high = 0, 2**64 - 1


class UInt(Sized):
    """A `uint`."""

    low, high = 0, 2**32 - 1


class Short(Sized):
    """A `short`."""

    low, high = -(2**15), 2**15 - 1


class UShort(Sized):
    """A `ushort`."""

    low, high = 0, 2**16 - 1


class Byte(Sized):
    """A `byte`."""

    low, high = 0, 255


class SByte(Sized):
    """A `sbyte`."""

    low, high = -128, 127


class Single(float):
    """A `float`; a Python float is a `double`."""


class Char(str):
    """A `char`: a str of length one that counts as a number."""

    __slots__ = ()


NAMES: dict[type[int], str] = {
    int: "an Int32", Long: "an Int64", Short: "an Int16", SByte: "a signed byte",
    UInt: "a UInt32", ULong: "a UInt64", UShort: "a UInt16", Byte: "an unsigned byte",
}  # fmt: skip
"""How messages call the types."""
INT_LOW, INT_HIGH = -(2**31), 2**31 - 1


def fitting(kind: type[int], number: int) -> int:
    """Returns the number as the type, or throws when it is too large or too small."""
    low, high = limits(kind)
    if low <= number <= high:
        return kind(number)
    message = f"Value was either too large or too small for {NAMES[kind]}."
    raise ClrError("OverflowException", message)


def wrapped(kind: type[int], number: int) -> int:
    """Cuts the number to the type's width, as unchecked C# does."""
    low, high = limits(kind)
    if low <= number <= high:
        return number if kind is int else kind(number)
    # 2147483647 + 1 is one beyond the highest int, and so becomes the lowest, -2147483648.
    return kind((number - low) % (high - low + 1) + low)


def limits(kind: type[int]) -> tuple[int, int]:
    """Returns the type's smallest and largest value."""
    return (kind.low, kind.high) if issubclass(kind, Sized) else (INT_LOW, INT_HIGH)
