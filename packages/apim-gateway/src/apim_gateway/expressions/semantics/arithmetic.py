"""C#'s `+ - * / %` and shifts on values: promotion, wrap-round, truncation."""

from __future__ import annotations

import math
import operator
from decimal import ROUND_DOWN, Decimal
from typing import TYPE_CHECKING

from apim_gateway.expressions.semantics.clr_error import ClrError
from apim_gateway.expressions.semantics.enum_value import EnumValue
from apim_gateway.expressions.semantics.numbers import (
    INT_HIGH,
    INT_LOW,
    Char,
    Long,
    Single,
    UInt,
    ULong,
    limits,
    wrapped,
)
from apim_gateway.expressions.semantics.to_text import to_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.expressions.semantics.value import Value


def add(left: Value, right: Value) -> Value:
    """Returns `left + right`."""
    kind = type(left)
    # Two ints are by far the most frequent; the rest of this module would find the same.
    if kind is int and type(right) is int:
        total = left + right
        return total if INT_LOW <= total <= INT_HIGH else wrapped(int, total)
    if kind is str or type(right) is str:
        return to_text(left) + to_text(right)
    return calculate(operator.add, left, right)


def concatenate(left: Value, right: Value) -> str:
    """Returns `left + right` where one is declared a string."""
    return to_text(left) + to_text(right)


def subtract(left: Value, right: Value) -> Value:
    """Returns `left - right`."""
    return calculate(operator.sub, left, right)


def multiply(left: Value, right: Value) -> Value:
    """Returns `left * right`."""
    return calculate(operator.mul, left, right)


def divide(left: Value, right: Value) -> Value:
    """Returns `left / right`; integers truncate towards zero."""
    return calculate(_quotient, left, right)


def remainder(left: Value, right: Value) -> Value:
    """Returns `left % right`, which has the sign of the left side."""
    return calculate(_rest, left, right)


def checked(compute: Callable[[Value, Value], Value]) -> Callable[[Value, Value], Value]:
    """Returns the operation that throws where the given one would wrap round."""

    def run(left: Value, right: Value) -> Value:
        value = compute(left, right)
        # Decimals don't wrap round: where the results differ, the integer has.
        if isinstance(value, int) and value != compute(Decimal(left), Decimal(right)):
            raise ClrError("OverflowException", "Arithmetic operation resulted in an overflow.")
        return value

    return run


def calculate(compute: Callable[[Value, Value], Value], left: Value, right: Value) -> Value:
    """Promotes both sides as C# does, computes, and fits the result to the promoted type."""
    # Operators are lifted: with an `int?` that is null on a side, the result is null.
    if left is None or right is None:
        return None
    left, right = promoted(left), promoted(right)
    if isinstance(left, int) and isinstance(right, int):
        return wrapped(common(type(left), type(right)), compute(int(left), int(right)))
    if isinstance(left, float) or isinstance(right, float):
        value = compute(float(left), float(right))
        # A float stays a float with another or with an int; anything else makes a double.
        narrow = (int, Single)
        both_single = type(left) in narrow and type(right) in narrow
        return Single(value) if both_single else value
    return compute(left, right)


def promoted(value: Value) -> Value:
    """Turns a char and the small integers into an `int`."""
    if isinstance(value, Char):
        return ord(value)
    if isinstance(value, int) and type(value) not in (Long, ULong, UInt):
        return int(value)
    return value


def common(left: type[int], right: type[int]) -> type[int]:
    """Returns the integer type that both sides are promoted to."""
    kinds = (left, right)
    if ULong in kinds:
        return ULong
    if Long in kinds or (UInt in kinds and int in kinds):
        return Long
    return left


def shift_left(left: Value, right: Value) -> Value:
    """Returns `left << right`."""
    left = promoted(left)
    return wrapped(type(left), int(left) << (right & _mask(left)))


def shift_right(left: Value, right: Value) -> Value:
    """Returns `left >> right`."""
    left = promoted(left)
    return wrapped(type(left), int(left) >> (right & _mask(left)))


def bitwise(compute: Callable[[Value, Value], Value]) -> Callable[[Value, Value], Value]:
    """Returns `&`, `|` or `^` for booleans, flags and integers."""

    def run(left: Value, right: Value) -> Value:
        if isinstance(left, (bool, EnumValue)):
            return compute(left, right)
        return calculate(compute, left, right)

    return run


def negate(value: Value) -> Value:
    """Returns `-value`."""
    return multiply(value, -1)


def complement(value: Value) -> Value:
    """Returns `~value`."""
    return calculate(operator.xor, value, -1)


def _quotient(left: Value, right: Value) -> Value:
    if isinstance(left, float):
        # Only integers and decimals throw; 1.0 / 0 is Infinity, 0.0 / 0 is NaN.
        if right == 0:
            return (
                math.nan
                if left == 0 or math.isnan(left)
                else math.copysign(math.inf, left * math.copysign(1, right))
            )
        return left / right
    if isinstance(left, int) and isinstance(right, int):
        # Python rounds down, C# towards zero: -7 / 2 is -3.
        size = abs(left) // abs(right)
        return size if (left < 0) == (right < 0) else -size
    return left / right


def _rest(left: Value, right: Value) -> Value:
    if isinstance(left, float):
        return math.nan if right == 0 or math.isinf(left) else math.fmod(left, right)
    if isinstance(left, Decimal) or isinstance(right, Decimal):
        return left - (left / right).quantize(Decimal(1), rounding=ROUND_DOWN) * right
    return left - _quotient(left, right) * right


def _mask(value: int) -> int:
    # Shifts count modulo the width: `1 << 33` is `1 << 1`.
    low, high = limits(type(value))
    return (high - low).bit_length() - 1
