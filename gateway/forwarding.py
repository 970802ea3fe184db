"""Makes the backend's request of the caller's, and the response of the backend's answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

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

_RESPONSE = HOP_BY_HOP | {"content-length"}
_REQUEST = _RESPONSE | {"host", "x-forwarded-for"}
_WITH_BODY = frozenset(("PATCH", "POST", "PUT"))
_ORDINARY = frozenset((None, "close", "keep-alive", "Close", "Keep-Alive"))


def outgoing(exchange: Exchange) -> UpstreamRequest:
    """Makes the request that the backend gets, its credentials included."""
    request = exchange.request
    url, method, body = request.url, request.method, request.body
    given = {name.lower(): value for name, value in request.headers.lines}
    dropped, query = _REQUEST, url.query
    added: tuple[tuple[str, str], ...] = ()
    if exchange.backend is not None:
        credentials = exchange.backend.credentials
        dropped, added = dropped | credentials.names, credentials.headers
        query = "&".join(filter(None, (query, credentials.query)))
    lines = _end_to_end(request.headers.lines, given.get("connection"), dropped)
    lines += added
    authority = url.authority
    host = given.get("host", request.host)
    lines.append(("host", authority if host == request.host else host))
    before = request.headers.get_all("x-forwarded-for") if "x-forwarded-for" in given else ()
    lines.append(("x-forwarded-for", ", ".join((*before, request.ip_address))))
    if body or method in _WITH_BODY:
        lines.append(("content-length", str(len(body))))
    target = f"{url.scheme}://{authority}{url.path}{'?' if query else ''}{query}"
    return UpstreamRequest(method, target, lines, body)


def incoming(answer: UpstreamResponse, method: str) -> Response:
    """Makes the response of what the backend said; after HEAD its length stays."""
    connection = next((v for k, v in answer.headers if k.lower() == "connection"), None)
    dropped = HOP_BY_HOP if method == "HEAD" else _RESPONSE
    headers = Headers.of(_end_to_end(answer.headers, connection, dropped))
    return Response(answer.status, PHRASES.get(answer.status, ""), headers, answer.body)


def _end_to_end(
    lines: list[tuple[str, str]], connection: str | None, dropped: frozenset[str]
) -> list[tuple[str, str]]:
    """Leaves out these headers, and those that `Connection` names."""
    if connection not in _ORDINARY:
        dropped = dropped | {name.strip().lower() for name in str(connection).split(",")}
    return [line for line in lines if line[0].lower() not in dropped]
