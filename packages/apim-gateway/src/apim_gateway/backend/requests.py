"""Converts the caller's request to the backend's, and the backend's answer to the response."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from apim_gateway.messages.exchange import Response
from apim_gateway.messages.headers import Headers
from apim_gateway.messages.status_phrases import PHRASES
from apim_gateway.messages.upstream import UpstreamRequest, UpstreamResponse

if TYPE_CHECKING:
    from apim_gateway.messages.exchange import Exchange

HOP_BY_HOP = frozenset(
    (
        "connection",
        "keep-alive",
        "proxy-authenticate",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    )
)
"""Headers that are about one connection: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1.

Passed on, they would be taken for another connection's: the caller's `keep-alive` says nothing of
the gateway's connection to the backend.
"""

_RESPONSE = HOP_BY_HOP | {"content-length"}
_REQUEST = _RESPONSE | {"host", "x-forwarded-for"}
_WITH_BODY = frozenset(("PATCH", "POST", "PUT"))
_ORDINARY = frozenset((None, "close", "keep-alive", "Close", "Keep-Alive"))


def outgoing(exchange: Exchange) -> UpstreamRequest:
    """Builds the request to the backend, its credentials included."""
    request = exchange.request
    url, method, body = request.url, request.method, request.body
    dropped, query = _REQUEST, url.query
    added: tuple[tuple[str, str], ...] = ()
    if exchange.backend is not None:
        credentials = exchange.backend.credentials
        dropped, added = _besides(credentials.names), credentials.headers
        if credentials.query:
            query = f"{query}&{credentials.query}" if query else credentials.query
    lines, given = _parted(request.headers.lines, dropped)
    lines += added
    # A `Host` that a policy has set goes to the backend; the caller's own names the gateway, and a
    # backend that serves several sites by name, as App Service does, would not know it.
    authority = url.authority
    host = given.get("host", request.host)
    lines.append(("host", authority if host == request.host else host))
    # `X-Forwarded-For: caller, first proxy`: each hop adds the address that called it.
    before = f"{given['x-forwarded-for']}, " if "x-forwarded-for" in given else ""
    lines.append(("x-forwarded-for", before + request.ip_address))
    # An empty POST says so; some servers answer 411 to one that doesn't.
    if body or method in _WITH_BODY:
        lines.append(("content-length", str(len(body))))
    target = f"{url.scheme}://{authority}{url.path}{'?' if query else ''}{query}"
    return UpstreamRequest(method, target, lines, body)


def incoming(answer: UpstreamResponse, method: str) -> Response:
    """Builds the response from the backend's answer; after HEAD its length stays."""
    lines, _ = _parted(answer.headers, HOP_BY_HOP if method == "HEAD" else _RESPONSE)
    reason = PHRASES.get(answer.status, "")
    return Response(answer.status, reason, Headers.of(lines), answer.body)


@lru_cache(maxsize=64)
def _besides(names: frozenset[str]) -> frozenset[str]:
    return _REQUEST | names


def _parted(
    lines: list[tuple[str, str]], dropped: frozenset[str]
) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """Splits header lines: returns those that are passed on and, by name, the values of the rest.

    It looks at each line once. What `Connection` names does not go on either: with
    `Connection: close, X-Hop` the header `X-Hop` stays here, too.
    """
    kept: list[tuple[str, str]] = []
    given: dict[str, str] = {}
    for line in lines:
        name = line[0].lower()
        if name not in dropped:
            kept.append(line)
        elif name in given and name != "host":
            given[name] += f", {line[1]}"
        else:
            given[name] = line[1]
    connection = given.get("connection")
    if connection not in _ORDINARY:
        named = {name.strip().lower() for name in str(connection).split(",")}
        kept = [line for line in kept if line[0].lower() not in named]
    return kept, given
