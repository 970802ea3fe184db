"""A request as the server received it, before it is matched with an operation."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import parse_qsl

from apim_gateway.messages.exchange import Request
from apim_gateway.messages.headers import Headers
from apim_gateway.messages.url import Url


class ReceivedRequest:
    """The received request, decoded once; header names are in lower case."""

    __slots__ = (
        "body",
        "first",
        "headers",
        "host",
        "ip_address",
        "method",
        "path",
        "query",
        "scheme",
    )

    def __init__(
        self,
        method: str,
        target: str,
        lines: list[tuple[str, str]],
        body: bytes,
        ip_address: str,
        scheme: str,
    ) -> None:
        """Splits `target`, as it is in the request line: a path and a query, or an absolute URL."""
        self.method = method
        if not target.startswith("/"):  # a client that takes the gateway for a proxy
            target = "/" + target.partition("://")[2].partition("/")[2]
        path, _, self.query = target.partition("?")
        self.path = _without_dots(path) if "." in path or "%2" in path else path
        self.scheme = scheme
        self.body = body
        self.ip_address = ip_address
        self.headers = Headers.of(lines)
        self.first = dict(reversed(lines))  # reversed: the last to be put in is the first line
        """The first value of each header."""
        self.host = self.first.get("host", "")

    def url(self) -> Url:
        """Returns the URL that the caller used."""
        host, port = _authority(self.scheme, self.host)
        return Url(self.scheme, host, port, self.path, self.query)

    def parameter(self, name: str) -> str | None:
        """Returns a query parameter, whatever the case of its name; None when it is missing."""
        wanted = name.lower()
        pairs = parse_qsl(self.query, keep_blank_values=True)
        return next((value for key, value in pairs if key.lower() == wanted), None)

    def request(self, base: Url, prefix: str, matched: dict[str, str]) -> Request:
        """Builds the request that policies see; the backend's path starts behind `prefix`."""
        path = base.path + self.path[len(prefix) :]
        return Request(
            self.method,
            Url(base.scheme, base.host, base.port, path, self.query),
            self.url(),
            self.headers,
            self.body,
            self.ip_address,
            matched,
            base.path,
            self.host,
        )


def _without_dots(path: str) -> str:
    """Resolves `.` and `..`, so that no path leads around the API that it is matched with.

    `/open/%2e%2e/secret` would match the API `/open` and run its policies, and a backend would take
    it for `/secret`: https://www.rfc-editor.org/rfc/rfc3986#section-5.2.4. `/a/b/..` becomes `/a/`.
    """
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        plain = segment.replace("%2e", ".").replace("%2E", ".")
        if plain == "..":
            del kept[-1:]
        elif plain != ".":
            kept.append(segment)
    if plain in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


@lru_cache(maxsize=64)
def _authority(scheme: str, host: str) -> tuple[str, int]:
    """Splits a `Host` header; one that is no authority becomes an empty host."""
    try:
        url = Url.parse(f"{scheme}://{host}")
    except ValueError:
        return "", 0
    return url.host, url.port
