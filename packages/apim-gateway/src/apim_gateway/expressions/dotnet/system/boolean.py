"""System.Boolean: its values are Python's bool.

https://learn.microsoft.com/dotnet/api/system.boolean
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.semantics.clr_error import ClrError

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.expressions.semantics.value import Value


BOOL = clr_type("bool", bool, default=False)


@BOOL.static_method("Parse", returns="bool")
def parse_bool(text: str) -> bool:
    """Returns the value that the text says; throws where it says none (`bool.Parse`)."""
    word = text.strip().lower()
    if word not in ("true", "false"):
        raise ClrError("FormatException", f"String '{text}' was not recognized as a valid Boolean.")
    return word == "true"


@BOOL.static_method("TryParse", returns="bool", out="bool")
def try_parse_bool(text: str | None, out: Callable[[Value], None]) -> bool:
    """Returns whether the text says one, and puts it out (`bool.TryParse`)."""
    word = (text or "").strip().lower()
    out(word == "true")
    return word in ("true", "false")


BOOL.static_property("TrueString", "string")(lambda: "True")
BOOL.static_property("FalseString", "string")(lambda: "False")
