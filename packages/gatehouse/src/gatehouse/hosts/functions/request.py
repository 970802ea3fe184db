"""A request as the Functions host hands it to the Python worker."""

from __future__ import annotations

from urllib.parse import parse_qsl

from apim_gateway.messages.upstream import UpstreamResponse

NO_CONTENT = 204


def split_url(url: str) -> tuple[str, str]:
    """Returns path and query of an absolute URL, both as they stand there."""
    start = url.find("/", url.find("://") + 3)
    if start < 0:
        return "/", ""
    path, _, query = url[start:].partition("?")
    return path, query


def fold(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Joins the values of one name with commas, as the host does for headers and parameters."""
    folded = dict(pairs)
    if len(folded) == len(pairs):  # the usual request has nothing to join
        return folded
    folded.clear()
    for name, value in pairs:
        folded[name] = f"{folded[name]},{value}" if name in folded else value
    return folded


def headers_of(headers: list[tuple[str, str]]) -> dict[str, str]:
    """Returns headers with lower-case names."""
    return fold([(name.lower(), value) for name, value in headers])


def parameters_of(query: str) -> dict[str, str]:
    """Returns the query's parameters; the host leaves out those without a value."""
    return fold(parse_qsl(query)) if query else {}


def empty(status: int) -> UpstreamResponse:
    """Returns a response without a body."""
    headers = [] if status == NO_CONTENT else [("content-length", "0")]
    return UpstreamResponse(status, headers, b"")
