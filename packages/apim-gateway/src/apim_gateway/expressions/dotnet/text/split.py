"""Splits strings.

https://learn.microsoft.com/dotnet/api/system.string.split
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apim_gateway.expressions.dotnet.collections.array import Array
from apim_gateway.expressions.dotnet.system.enumeration import enumeration
from apim_gateway.expressions.semantics.enum_value import EnumValue

if TYPE_CHECKING:
    from apim_gateway.expressions.semantics.value import Value

REMOVE_EMPTY, TRIM = 1, 2


def split(text: str, *arguments: Value) -> Array:
    """Returns the parts: `Split(separators…[, count][, options])`; by default, at white space."""
    separators: list[str] = []
    count, options = 0, 0
    for one in arguments:
        if isinstance(one, EnumValue):
            options = int(one)
        elif isinstance(one, int):
            count = one
        elif one is not None:
            separators.extend([one] if isinstance(one, str) else one)
    pattern = "|".join(map(re.escape, filter(None, separators))) if separators else r"\s"
    parts = Array()
    start = 0
    for match in re.finditer(pattern, text):
        # The last part keeps the rest: "a,b,c" in two parts is "a" and "b,c".
        if count and len(parts) == count - 1:
            break
        _keep(parts, text[start : match.start()], options)
        start = match.end()
    _keep(parts, text[start:], options)
    return parts


def _keep(parts: Array, part: str, options: int) -> None:
    if options & TRIM:
        part = part.strip()
    if part or not options & REMOVE_EMPTY:
        parts.append(part)


enumeration(
    "StringSplitOptions", {"None": 0, "RemoveEmptyEntries": REMOVE_EMPTY, "TrimEntries": TRIM}
)
