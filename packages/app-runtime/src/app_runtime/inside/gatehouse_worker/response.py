"""The HTTP response that the Functions host makes of what a function returned."""

from __future__ import annotations

from azure import functions as func

NO_CONTENT = 204

Response = tuple[int, list[tuple[str, str]], bytes]
"""Status, headers in order, body."""


def to_response(answer: object) -> Response:
    """Returns the response for an HttpResponse, a text or None; raises TypeError for the rest."""
    if isinstance(answer, func.HttpResponse):
        return _from_http_response(answer)
    if isinstance(answer, str):
        return _from_http_response(func.HttpResponse(answer))
    if answer is None:
        return NO_CONTENT, [], b""
    raise TypeError(
        f"the function returned {type(answer).__name__}; allowed are func.HttpResponse, str, None"
    )


def _from_http_response(answer: func.HttpResponse) -> Response:
    body = answer.get_body()
    headers = list(answer.headers)
    if "content-type" not in answer.headers:
        text = answer.mimetype.startswith("text/")
        charset = f"; charset={answer.charset}" if text else ""
        headers.append(("content-type", f"{answer.mimetype}{charset}"))
    if "content-length" not in answer.headers:
        headers.append(("content-length", str(len(body))))
    return answer.status_code, headers, body
