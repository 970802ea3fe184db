"""System.BitConverter.

https://learn.microsoft.com/dotnet/api/system.bitconverter
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.semantics import numbers

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.expressions.semantics.value import Value


def _bytes(size: int) -> Callable[..., Value]:
    return lambda data, at=0: int.from_bytes(data[at : at + size], "little", signed=True)


BIT_CONVERTER = clr_type("BitConverter")


@BIT_CONVERTER.static_method("ToString", returns="string")
def hexadecimal(data: bytes) -> str:
    """`BitConverter.ToString`: `0A-FF`."""
    return bytes(data).hex("-").upper()


BIT_CONVERTER.static_method("ToInt16", returns="short")(
    lambda data, at=0: numbers.Short(_bytes(2)(data, at))
)
BIT_CONVERTER.static_method("ToInt32", returns="int")(_bytes(4))
BIT_CONVERTER.static_method("ToInt64", returns="long")(
    lambda data, at=0: numbers.Long(_bytes(8)(data, at))
)
BIT_CONVERTER.static_method("GetBytes", returns="byte[]")(
    lambda value: bytearray(
        int(value).to_bytes(8 if isinstance(value, numbers.Long) else 4, "little", signed=True)
    )
)
BIT_CONVERTER.static_property("IsLittleEndian", "bool")(lambda: True)
