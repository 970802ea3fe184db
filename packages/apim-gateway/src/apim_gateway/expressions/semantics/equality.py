"""C#'s `==`, `Equals` and orderings on values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.semantics.numbers import Char

if TYPE_CHECKING:
    from apim_gateway.expressions.semantics.value import Value

REFERENCES = (bytearray, list, dict, set)
"""Compared by identity, not by what is in them."""


def same(left: Value, right: Value) -> bool:
    """Returns `left == right`."""
    if isinstance(left, REFERENCES):
        return left is right
    # A char is a number to C#: `'a' == 97`; to Python it is a str here.
    if isinstance(left, Char) != isinstance(right, Char):
        return bool(_number(left) == _number(right))
    return bool(left == right)


def equal_objects(left: Value, right: Value) -> bool:
    """Returns `left.Equals(right)`: values of different types are not equal."""
    return type(left) is type(right) and same(left, right)


def less(left: Value, right: Value) -> bool:
    """Returns `left < right`; null is neither less nor greater than anything."""
    return left is not None and right is not None and bool(_number(left) < _number(right))


def at_most(left: Value, right: Value) -> bool:
    """Returns `left <= right`; of null, false."""
    return left is not None and right is not None and bool(_number(left) <= _number(right))


def _number(value: Value) -> Value:
    if isinstance(value, Char):
        return ord(value)
    return value


def ordered(left: Value, right: Value) -> int:
    """Compares for sorting: negative, zero or positive; null comes first."""
    if left is None or right is None:
        return (left is not None) - (right is not None)
    if isinstance(left, str) and isinstance(right, str):
        return compare_text(left, right)
    return int(left > right) - int(left < right)


def compare_text(left: str, right: str) -> int:
    """Compares words as the invariant culture does: case last, and lower before upper."""
    # "a" comes before "A", and both before "b"; by code points, "B" would come before "a".
    first, second = (left.casefold(), left.swapcase()), (right.casefold(), right.swapcase())
    return int(first > second) - int(first < second)
