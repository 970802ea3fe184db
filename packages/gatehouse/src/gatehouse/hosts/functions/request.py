"""A request as the Functions host hands it to the Python worker, and the answer it makes of it."""

from __future__ import annotations

from urllib.parse import parse_qsl

from azure import functions as func

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


def to_response(answer: object) -> UpstreamResponse:
    """Returns the response for a function's result, which is an HttpResponse, text or None.

    Raises TypeError for anything else.
    """
    if isinstance(answer, func.HttpResponse):
        return _from_http_response(answer)
    if isinstance(answer, str):
        return _from_http_response(func.HttpResponse(answer))
    if answer is None:
        return empty(NO_CONTENT)
    raise TypeError(
        f"the function returned {type(answer).__name__}; allowed are func.HttpResponse, str, None"
    )


def empty(status: int) -> UpstreamResponse:
    """Returns a response without a body."""
    headers = [] if status == NO_CONTENT else [("content-length", "0")]
    return UpstreamResponse(status, headers, b"")


def _from_http_response(answer: func.HttpResponse) -> UpstreamResponse:
    body = answer.get_body()
    headers = list(answer.headers)
    if "content-type" not in answer.headers:
        text = answer.mimetype.startswith("text/")
        charset = f"; charset={answer.charset}" if text else ""
        headers.append(("content-type", f"{answer.mimetype}{charset}"))
    if "content-length" not in answer.headers:
        headers.append(("content-length", str(len(body))))
    return UpstreamResponse(answer.status_code, headers, body)
