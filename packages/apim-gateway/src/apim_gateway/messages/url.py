"""The URL that policies read and change."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode, urlsplit


@dataclass(slots=True)
class Url:
    """A URL in parts; `query` is the part behind the `?`, still encoded."""

    scheme: str
    host: str
    port: int
    path: str
    query: str = ""

    @classmethod
    def parse(cls, text: str) -> Url:
        """Splits an absolute URL; a missing port is the scheme's own."""
        parts = urlsplit(text)
        port = parts.port or _default_port(parts.scheme)
        return cls(parts.scheme, parts.hostname or "", port, parts.path, parts.query)

    @property
    def authority(self) -> str:
        """Host and port, as in a `Host` header; the scheme's own port is left out."""
        if self.port == _default_port(self.scheme):
            return self.host
        return f"{self.host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port; the scheme's own port is left out."""
        return f"{self.scheme}://{self.authority}"

    def pairs(self) -> list[tuple[str, str]]:
        """The query's parameters, decoded, in order; names keep their case."""
        return parse_qsl(self.query, keep_blank_values=True)

    def set_pairs(self, pairs: list[tuple[str, str]]) -> None:
        """Puts these parameters in place of the query."""
        self.query = urlencode(pairs, quote_via=quote)

    def __str__(self) -> str:
        """Renders the absolute URL."""
        return f"{self.origin}{self.path}{'?' + self.query if self.query else ''}"


def _default_port(scheme: str) -> int:
    return 443 if scheme == "https" else 80
