"""Makes the backend's request of the caller's, and the response of the backend's answer."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from gateway.exchange import Response
from gateway.headers import Headers
from gateway.phrases import PHRASES
from gateway.upstream import UpstreamRequest, UpstreamResponse

if TYPE_CHECKING:
    from gateway.exchange import Exchange

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
"""Headers that are about one connection: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1."""

_DROPPED = HOP_BY_HOP | {"content-length", "host", "x-forwarded-for"}
_WITH_BODY = frozenset(("PATCH", "POST", "PUT"))


def outgoing(exchange: Exchange) -> UpstreamRequest:
    """Makes the request that the backend gets, its credentials included."""
    request = exchange.request
    url, method, body = request.url, request.method, request.body
    lines = _end_to_end(request.headers, _DROPPED)
    host = request.headers.get("host")
    authority = url.origin.partition("://")[2]
    lines.append(("host", authority if host in (None, request.host) else str(host)))
    forwarded = [*request.headers.get_all("x-forwarded-for"), request.ip_address]
    lines.append(("x-forwarded-for", ", ".join(forwarded)))
    if body or method in _WITH_BODY:
        lines.append(("content-length", str(len(body))))
    target = str(url)
    if exchange.backend is not None:
        lines, target = _with_credentials(exchange, lines, target)
    return UpstreamRequest(method, target, lines, body)


def incoming(answer: UpstreamResponse, method: str) -> Response:
    """Makes the response of what the backend said."""
    dropped = HOP_BY_HOP if method == "HEAD" else HOP_BY_HOP | {"content-length"}
    lines = _end_to_end(Headers(answer.headers), dropped)
    return Response(answer.status, PHRASES.get(answer.status, ""), Headers(lines), answer.body)


def _end_to_end(headers: Headers, dropped: frozenset[str]) -> list[tuple[str, str]]:
    """Leaves out these headers, and those that `Connection` names."""
    connection = headers.get("connection")
    if connection and connection.lower() not in ("close", "keep-alive"):
        dropped = dropped | {name.strip().lower() for name in connection.split(",")}
    return [line for line in headers.lines if line[0].lower() not in dropped]


def _with_credentials(
    exchange: Exchange, lines: list[tuple[str, str]], target: str
) -> tuple[list[tuple[str, str]], str]:
    backend = exchange.backend
    if backend is None:
        return lines, target
    credentials = backend.credentials
    added = [*credentials.headers]
    if credentials.authorization:
        added.append(("authorization", credentials.authorization))
    names = {name.lower() for name, _ in added}
    lines = [line for line in lines if line[0].lower() not in names] + added
    for name, value in credentials.query:
        target += f"{'&' if '?' in target else '?'}{quote(name)}={quote(value)}"
    return lines, target
