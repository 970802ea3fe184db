"""System.Convert, BitConverter and Encoding.

https://learn.microsoft.com/dotnet/api/system.convert
"""

from __future__ import annotations

import base64
import binascii
import math
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import Method, Property, clr_type
from apim_gateway.expressions.dotnet.dates.parsing import parse
from apim_gateway.expressions.dotnet.system.conversion import FRACTIONS, INTEGERS
from apim_gateway.expressions.dotnet.system.core import parse_bool
from apim_gateway.expressions.dotnet.system.number import parse_fraction, parse_integer
from apim_gateway.expressions.semantics import numbers
from apim_gateway.expressions.semantics.clr_error import ClrError
from apim_gateway.expressions.semantics.numbers import Char
from apim_gateway.expressions.semantics.to_text import to_text

if TYPE_CHECKING:
    from collections.abc import Callable

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


@dataclass(frozen=True, slots=True)
class Encoding:
    """A character encoding by Python's name."""

    name: str
    web_name: str
    replacement: str = "replace"

    def bytes_of(self, text: str) -> bytearray:
        """`GetBytes`."""
        return bytearray(text.encode(self.name, self.replacement))

    def text_of(self, data: bytes, start: int = 0, count: int | None = None) -> str:
        """`GetString`."""
        end = len(data) if count is None else start + count
        return bytes(data[start:end]).decode(self.name, "replace")


def from_base64(text: str | None) -> bytearray:
    """`FromBase64String`: white space is allowed, missing padding is not."""
    if text is None:
        raise ClrError("ArgumentNullException", "Value cannot be null. (Parameter 's')")
    try:
        return bytearray(base64.b64decode("".join(text.split()), validate=True))
    except (binascii.Error, ValueError):
        raise ClrError("FormatException", BASE64) from None


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
    exact = Decimal(value).quantize(Decimal(1), rounding=ROUND_HALF_EVEN)
    return numbers.fitting(kind, int(exact))


def to_fraction(kind: type, value: Value, _provider: Value = None) -> Value:
    """`ToDouble`, `ToDecimal`."""
    if value is None:
        return kind(0)
    return parse_fraction(kind, value) if isinstance(value, str) else kind(value)


def to_bool(value: Value) -> bool:
    """`ToBoolean`."""
    return parse_bool(value) if isinstance(value, str) else bool(value)


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


def _bytes(size: int) -> Callable[..., Value]:
    return lambda data, at=0: int.from_bytes(data[at : at + size], "little", signed=True)


def hexadecimal(data: bytes) -> str:
    """`BitConverter.ToString`: `0A-FF`."""
    return bytes(data).hex("-").upper()


ENCODINGS = {
    "ASCII": Encoding("ascii", "us-ascii"),
    "BigEndianUnicode": Encoding("utf-16-be", "utf-16BE"),
    "Default": Encoding("utf-8", "utf-8"),
    "Latin1": Encoding("latin-1", "iso-8859-1"),
    "UTF32": Encoding("utf-32-le", "utf-32"),
    "UTF8": Encoding("utf-8", "utf-8"),
    "Unicode": Encoding("utf-16-le", "utf-16"),
}


def encoding_named(name: str) -> Encoding:
    """`Encoding.GetEncoding`."""
    for encoding in ENCODINGS.values():
        if encoding.web_name.lower() == name.lower():
            return encoding
    raise ClrError("ArgumentException", f"'{name}' is not a supported encoding name.")


DEFINITIONS = (
    clr_type(
        name="Convert",
        statics={
            **{f"To{NET_NAMES[name]}": _integer(kind, name) for name, kind in INTEGERS.items()},
            **{f"To{NET_NAMES[name]}": _fraction(kind, name) for name, kind in FRACTIONS.items()},
            "FromBase64String": Method("byte[]", from_base64),
            "ToBase64String": Method("string", to_base64),
            "ToBoolean": Method("bool", to_bool),
            "ToChar": Method(
                "char", lambda value: Char(chr(value) if isinstance(value, int) else value)
            ),
            "ToDateTime": Method(
                "DateTime", lambda value: parse(value) if isinstance(value, str) else value
            ),
            "ToHexString": Method("string", lambda data: bytes(data).hex().upper()),
            "FromHexString": Method("byte[]", bytearray.fromhex),
            "ToString": Method("string", to_string),
        },
    ),
    clr_type(
        name="BitConverter",
        statics={
            "ToString": Method("string", hexadecimal),
            "ToInt16": Method("short", lambda data, at=0: numbers.Short(_bytes(2)(data, at))),
            "ToInt32": Method("int", _bytes(4)),
            "ToInt64": Method("long", lambda data, at=0: numbers.Long(_bytes(8)(data, at))),
            "GetBytes": Method(
                "byte[]",
                lambda value: bytearray(
                    int(value).to_bytes(
                        8 if isinstance(value, numbers.Long) else 4, "little", signed=True
                    )
                ),
            ),
            "IsLittleEndian": Property("bool", lambda: True),
        },
    ),
    clr_type(
        name="Encoding",
        classes=(Encoding,),
        members={
            "GetBytes": Method("byte[]", Encoding.bytes_of),
            "GetByteCount": Method("int", lambda encoding, text: len(encoding.bytes_of(text))),
            "GetString": Method("string", Encoding.text_of),
            "WebName": Property("string", lambda encoding: encoding.web_name),
        },
        statics={
            **{
                name: Property("Encoding", lambda made=encoding: made)
                for name, encoding in ENCODINGS.items()
            },
            "GetEncoding": Method("Encoding", encoding_named),
        },
    ),
)
