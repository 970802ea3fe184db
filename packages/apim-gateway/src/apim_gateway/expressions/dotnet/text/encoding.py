"""System.Text.Encoding.

https://learn.microsoft.com/dotnet/api/system.text.encoding
"""

from __future__ import annotations

from dataclasses import dataclass

from apim_gateway.expressions.checked.member_tables import Property, clr_type
from apim_gateway.expressions.semantics.clr_error import ClrError


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


ENCODINGS = {
    "ASCII": Encoding("ascii", "us-ascii"),
    "BigEndianUnicode": Encoding("utf-16-be", "utf-16BE"),
    "Default": Encoding("utf-8", "utf-8"),
    "Latin1": Encoding("latin-1", "iso-8859-1"),
    "UTF32": Encoding("utf-32-le", "utf-32"),
    "UTF8": Encoding("utf-8", "utf-8"),
    "Unicode": Encoding("utf-16-le", "utf-16"),
}


ENCODING = clr_type("Encoding", Encoding)


@ENCODING.static_method("GetEncoding", returns="Encoding")
def encoding_named(name: str) -> Encoding:
    """`Encoding.GetEncoding`."""
    for encoding in ENCODINGS.values():
        if encoding.web_name.lower() == name.lower():
            return encoding
    raise ClrError("ArgumentException", f"'{name}' is not a supported encoding name.")


ENCODING.method("GetBytes", returns="byte[]")(Encoding.bytes_of)
ENCODING.method("GetByteCount", returns="int")(lambda encoding, text: len(encoding.bytes_of(text)))
ENCODING.method("GetString", returns="string")(Encoding.text_of)
ENCODING.property("WebName", "string")(lambda encoding: encoding.web_name)
ENCODING.statics.update(
    {name: Property("Encoding", lambda made=encoding: made) for name, encoding in ENCODINGS.items()}
)
