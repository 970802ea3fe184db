"""A request as it comes from the server, before the gateway knows what it is for."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from gateway.exchange import Request
from gateway.headers import Headers
from gateway.url import Url

if TYPE_CHECKING:
    from collections.abc import Mapping


class Arrival:
    """An ASGI scope, decoded once."""

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

    def __init__(self, scope: Mapping[str, Any], body: bytes) -> None:
        self.method: str = scope["method"]
        self.path: str = scope["raw_path"].decode("latin-1")
        self.query: str = scope["query_string"].decode("latin-1")
        self.scheme: str = scope["scheme"]
        self.body = body
        client = scope["client"]
        self.ip_address: str = client[0] if client else ""
        lines = [
            (name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]
        ]
        self.headers = Headers(lines)
        self.first = dict(reversed(lines))
        """The first value of each header, by its lower-case name."""
        self.host = self.first.get("host", "")

    def url(self) -> Url:
        """Returns the URL that the caller used."""
        host, port = _authority(self.scheme, self.host)
        return Url(self.scheme, host, port, self.path, self.query)

    def parameter(self, name: str) -> str | None:
        """Returns a query parameter, whatever the case of its name; None when it is missing."""
        wanted = name.lower()
        if wanted not in self.query.lower():
            return None
        pairs = parse_qsl(self.query, keep_blank_values=True)
        return next((value for key, value in pairs if key.lower() == wanted), None)

    def request(self, base: Url, prefix: str, matched: dict[str, str]) -> Request:
        """Makes the request that policies see; `prefix` is what the backend does not get."""
        path = base.path + self.path[len(prefix) :]
        return Request(
            method=self.method,
            url=Url(base.scheme, base.host, base.port, path, self.query),
            original_url=self.url(),
            headers=self.headers,
            body=self.body,
            ip_address=self.ip_address,
            matched_parameters=matched,
            base_path=base.path,
            host=self.host,
        )


@lru_cache(maxsize=64)
def _authority(scheme: str, host: str) -> tuple[str, int]:
    url = Url.parse(f"{scheme}://{host}")
    return url.host, url.port
