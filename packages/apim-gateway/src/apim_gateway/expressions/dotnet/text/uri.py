"""System.Uri: the parts of a URI.

https://learn.microsoft.com/dotnet/api/system.uri
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urljoin, urlsplit

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.collections.array import Array
from apim_gateway.expressions.semantics.clr_error import ClrError

if TYPE_CHECKING:
    from apim_gateway.expressions.semantics.value import Value


UNRESERVED = "-_.~"
RESERVED = ";/?:@&=+$,#[]!'()*-_.~%"
PORTS = {"http": 80, "https": 443, "ftp": 21, "ws": 80, "wss": 443}


class Uri:
    """An absolute or relative URI."""

    __slots__ = ("original", "parts")

    def __init__(self, text: Value, other: Value = None) -> None:
        if isinstance(other, (str, Uri)):
            text = urljoin(str(text), str(other))
        self.original = str(text)
        self.parts = urlsplit(self.original)
        # A second argument that is no URI is a UriKind; 1 is Absolute.
        relative_allowed = other is not None and not isinstance(other, (str, Uri)) and other != 1
        if not self.parts.scheme and not relative_allowed:
            message = "Invalid URI: The format of the URI could not be determined."
            raise ClrError("UriFormatException", message)

    @property
    def authority(self) -> str:
        """Returns host and port, without the scheme's own port (`Authority`)."""
        host = self.parts.hostname or ""
        own = PORTS.get(self.parts.scheme)
        return host if self.parts.port in (None, own) else f"{host}:{self.parts.port}"

    @property
    def path(self) -> str:
        """Returns the path, `/` where there is none (`AbsolutePath`)."""
        return self.parts.path or "/"

    @property
    def query(self) -> str:
        """Returns the query with its question mark, or nothing (`Query`)."""
        return f"?{self.parts.query}" if self.parts.query else ""

    @property
    def fragment(self) -> str:
        """Returns the fragment with its hash, or nothing (`Fragment`)."""
        return f"#{self.parts.fragment}" if self.parts.fragment else ""

    def __str__(self) -> str:
        """Renders the whole URI."""
        if not self.parts.netloc:
            return self.original
        return f"{self.parts.scheme}://{self.authority}{self.path}{self.query}{self.fragment}"

    def __eq__(self, other: object) -> bool:
        """Compares what they render."""
        return isinstance(other, Uri) and str(self) == str(other)

    def __hash__(self) -> int:
        """Returns the same for equal URIs."""
        return hash(str(self))


URI = clr_type("Uri", Uri)


@URI.static_method("TryCreate", returns="bool", out="Uri")
def try_create(text: str, *rest: Value) -> bool:
    """Returns whether the text is a URI, and puts it out: `TryCreate(text, kind, out uri)`."""
    *kind, out = rest
    try:
        out(Uri(text, *kind))
    except (ClrError, ValueError, TypeError):
        out(None)
        return False
    return True


@URI.static_method("IsWellFormedUriString", returns="bool")
def well_formed(text: str, _kind: Value = None) -> bool:
    """Returns whether the text is an absolute URI (`IsWellFormedUriString`)."""
    return bool(urlsplit(text).scheme) and " " not in text


@URI.property("Segments", "string[]")
def segments(uri: Uri) -> Array:
    """Returns the parts of the path, each with the slash behind it (`Segments`)."""
    *inner, last = uri.path.split("/")
    return Array([*[f"{one}/" for one in inner], *([last] if last else [])])


URI.property("AbsolutePath", "string")(lambda uri: uri.path)
URI.property("AbsoluteUri", "string")(str)
URI.property("Authority", "string")(lambda uri: uri.authority)
URI.property("Fragment", "string")(lambda uri: uri.fragment)
URI.property("Host", "string")(lambda uri: uri.parts.hostname or "")
URI.property("IsAbsoluteUri", "bool")(lambda uri: bool(uri.parts.scheme))
URI.property("LocalPath", "string")(lambda uri: unquote(uri.path))
URI.property("OriginalString", "string")(lambda uri: uri.original)
URI.property("PathAndQuery", "string")(lambda uri: uri.path + uri.query)
URI.property("Port", "int")(lambda uri: uri.parts.port or PORTS.get(uri.parts.scheme, -1))
URI.property("Query", "string")(lambda uri: uri.query)
URI.property("Scheme", "string")(lambda uri: uri.parts.scheme)
URI.property("UserInfo", "string")(lambda uri: uri.parts.netloc.rpartition("@")[0])
URI.static_method("EscapeDataString", returns="string")(lambda text: quote(text, safe=UNRESERVED))
URI.static_method("EscapeUriString", returns="string")(lambda text: quote(text, safe=RESERVED))
URI.static_method("UnescapeDataString", returns="string")(unquote)
URI.constructor(returns="Uri")(Uri)
