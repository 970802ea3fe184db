"""System.Guid: its values are Python's UUID.

https://learn.microsoft.com/dotnet/api/system.guid
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.semantics.clr_error import ClrError
from apim_gateway.expressions.semantics.equality import ordered
from apim_gateway.expressions.semantics.format import format_value

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.expressions.semantics.value import Value

EMPTY = uuid.UUID(int=0)


MALFORMED = "Unrecognized Guid format."
GUID = clr_type("Guid", uuid.UUID, default=EMPTY)


@GUID.static_method("Parse", returns="Guid")
def parse_guid(text: str) -> uuid.UUID:
    """Returns the Guid that the text says; throws where it says none (`Guid.Parse`)."""
    try:
        return uuid.UUID(text.strip().strip("(){}"))
    except (ValueError, AttributeError):
        raise ClrError("FormatException", MALFORMED) from None


@GUID.static_method("TryParse", returns="bool", out="Guid")
def try_parse_guid(text: str, out: Callable[[Value], None]) -> bool:
    """Returns whether the text says one, and puts it out (`Guid.TryParse`)."""
    try:
        out(parse_guid(text))
    except ClrError:
        out(EMPTY)
        return False
    return True


@GUID.constructor(returns="Guid")
def made_guid(value: Value = None) -> uuid.UUID:
    """Returns `new Guid(text)`, `new Guid(bytes)`, `new Guid()`."""
    if value is None:
        return EMPTY
    # The first three parts of a Guid's bytes are little-endian, the others are not.
    return uuid.UUID(bytes_le=bytes(value)) if isinstance(value, bytearray) else parse_guid(value)


GUID.method("CompareTo", returns="int")(ordered)
GUID.method("ToByteArray", returns="byte[]")(lambda guid: bytearray(guid.bytes_le))
GUID.method("ToString", returns="string")(format_value)
GUID.static_property("Empty", "Guid")(lambda: EMPTY)
GUID.static_method("NewGuid", returns="Guid")(uuid.uuid4)
