"""System.Convert.

https://learn.microsoft.com/dotnet/api/system.convert
"""

from __future__ import annotations

import base64
import binascii
import math
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import Method, clr_type
from apim_gateway.expressions.dotnet.dates.parsing import parse
from apim_gateway.expressions.dotnet.system.boolean import parse_bool
from apim_gateway.expressions.dotnet.system.conversion import FRACTIONS, INTEGERS
from apim_gateway.expressions.dotnet.system.number import parse_fraction, parse_integer
from apim_gateway.expressions.semantics import numbers
from apim_gateway.expressions.semantics.clr_error import ClrError
from apim_gateway.expressions.semantics.numbers import Char
from apim_gateway.expressions.semantics.to_text import to_text

if TYPE_CHECKING:
    from apim_gateway.expressions.semantics.value import Value


BASE64 = (
    "The input is not a valid Base-64 string as it contains a non-base 64 character, more than "
    "two padding characters, or an illegal character among the padding characters."
)
NET_NAMES = {
    "byte": "Byte", "sbyte": "SByte", "short": "Int16", "ushort": "UInt16", "int": "Int32",
    "uint": "UInt32", "long": "Int64", "ulong": "UInt64", "double": "Double", "float": "Single",
    "decimal": "Decimal",
}  # fmt: skip
CONVERT = clr_type("Convert")


@CONVERT.static_method("FromBase64String", returns="byte[]")
def from_base64(text: str | None) -> bytearray:
    """`FromBase64String`: white space is allowed, missing padding is not."""
    if text is None:
        raise ClrError("ArgumentNullException", "Value cannot be null. (Parameter 's')")
    try:
        return bytearray(base64.b64decode("".join(text.split()), validate=True))
    except (binascii.Error, ValueError):
        raise ClrError("FormatException", BASE64) from None


@CONVERT.static_method("ToBase64String", returns="string")
def to_base64(data: bytes, *_options: Value) -> str:
    """`ToBase64String`."""
    return base64.b64encode(data).decode()


def to_integer(kind: type[int], value: Value, base: Value = None) -> int:
    """`ToInt32` and its like: rounds half to even, reads strings, throws out of range."""
    if value is None:
        return kind(0)
    if isinstance(value, Char):
        return kind(ord(value))
    if isinstance(value, str):
        return (
            numbers.wrapped(kind, int(value, base))
            if isinstance(base, int)
            else parse_integer(kind, value)
        )
    if isinstance(value, float) and not math.isfinite(value):
        return numbers.fitting(kind, numbers.Long.high + 1)
    # Convert rounds, half to even: ToInt32(2.5) is 2 and ToInt32(3.5) is 4. A cast truncates.
    exact = Decimal(value).quantize(Decimal(1), rounding=ROUND_HALF_EVEN)
    return numbers.fitting(kind, int(exact))


def to_fraction(kind: type, value: Value, _provider: Value = None) -> Value:
    """`ToDouble`, `ToDecimal`."""
    if value is None:
        return kind(0)
    return parse_fraction(kind, value) if isinstance(value, str) else kind(value)


@CONVERT.static_method("ToBoolean", returns="bool")
def to_bool(value: Value) -> bool:
    """`ToBoolean`."""
    return parse_bool(value) if isinstance(value, str) else bool(value)


@CONVERT.static_method("ToString", returns="string")
def to_string(value: Value, base: Value = None) -> str:
    """`ToString(value[, base or provider])`."""
    if isinstance(base, int) and isinstance(value, int):
        low, high = numbers.limits(type(value))
        number = value if value >= 0 else value + high - low + 1
        return format(number, {2: "b", 8: "o", 10: "d", 16: "x"}[base])
    return to_text(value)


def _integer(kind: type[int], name: str) -> Method:
    return Method(name, lambda value, base=None: to_integer(kind, value, base))


def _fraction(kind: type, name: str) -> Method:
    return Method(name, lambda value, provider=None: to_fraction(kind, value, provider))


CONVERT.statics.update(
    {f"To{NET_NAMES[name]}": _integer(kind, name) for name, kind in INTEGERS.items()}
)
CONVERT.statics.update(
    {f"To{NET_NAMES[name]}": _fraction(kind, name) for name, kind in FRACTIONS.items()}
)
CONVERT.static_method("ToChar", returns="char")(
    lambda value: Char(chr(value) if isinstance(value, int) else value)
)
CONVERT.static_method("ToDateTime", returns="DateTime")(
    lambda value: parse(value) if isinstance(value, str) else value
)
CONVERT.static_method("ToHexString", returns="string")(lambda data: bytes(data).hex().upper())
CONVERT.static_method("FromHexString", returns="byte[]")(bytearray.fromhex)
