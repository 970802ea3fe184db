"""System.Text.StringBuilder: a text that grows.

https://learn.microsoft.com/dotnet/api/system.text.stringbuilder
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.semantics.format import composite
from apim_gateway.expressions.semantics.limits import bounded
from apim_gateway.expressions.semantics.to_text import to_text

if TYPE_CHECKING:
    from apim_gateway.expressions.semantics.value import Value


class StringBuilder:
    """A text that is put together."""

    __slots__ = ("text",)

    def __init__(self, text: Value = "", *_capacity: int) -> None:
        self.text = text if isinstance(text, str) else ""

    def append(self, *values: Value) -> StringBuilder:
        """Adds a value, or a char several times: `Append(value)`, `Append(char, count)`."""
        value, *count = values
        self.text += to_text(value) * bounded(count[0] if count else 1)
        return self

    def append_line(self, value: Value = "") -> StringBuilder:
        """Adds a value and ends the line (`AppendLine`)."""
        return self.append(to_text(value) + "\r\n")

    def append_format(self, template: str, *values: Value) -> StringBuilder:
        """Adds a filled template (`AppendFormat`)."""
        return self.append(composite(template, values))

    def changed(self, text: str) -> StringBuilder:
        """Puts another text in place."""
        self.text = text
        return self

    def __str__(self) -> str:
        """Renders the text."""
        return self.text


STRING_BUILDER = clr_type("StringBuilder", StringBuilder)
STRING_BUILDER.method("Append", returns="StringBuilder")(StringBuilder.append)
STRING_BUILDER.method("AppendFormat", returns="StringBuilder")(StringBuilder.append_format)
STRING_BUILDER.method("AppendLine", returns="StringBuilder")(StringBuilder.append_line)
STRING_BUILDER.method("Clear", returns="StringBuilder")(lambda builder: builder.changed(""))
STRING_BUILDER.method("Insert", returns="StringBuilder")(
    lambda builder, at, value: builder.changed(
        builder.text[:at] + to_text(value) + builder.text[at:]
    )
)
STRING_BUILDER.property("Length", "int")(lambda builder: len(builder.text))
STRING_BUILDER.method("Remove", returns="StringBuilder")(
    lambda builder, at, count: builder.changed(builder.text[:at] + builder.text[at + count :])
)
STRING_BUILDER.method("Replace", returns="StringBuilder")(
    lambda builder, old, new: builder.changed(builder.text.replace(old, new or ""))
)
STRING_BUILDER.constructor(returns="StringBuilder")(StringBuilder)
