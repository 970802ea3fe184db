"""One HTTP request, to see that something answers as it should before it is measured."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, Request, build_opener

if TYPE_CHECKING:
    from collections.abc import Mapping

SECONDS = 10
NO_ANSWER = 0

_direct = build_opener(ProxyHandler({}))


def body(url: str, headers: Mapping[str, str] | None = None) -> str:
    """Returns the text of a GET's answer; empty when nobody answers, or with an error."""
    request = Request(url, headers=dict(headers or {}))  # noqa: S310 - our own loopback URLs
    try:
        with _direct.open(request, timeout=SECONDS) as answer:
            text: bytes = answer.read()
            return text.decode(errors="replace")
    except (URLError, OSError):
        return ""


def status(url: str, headers: Mapping[str, str] | None = None) -> int:
    """Returns the status code of a GET; 0 when nobody answers."""
    request = Request(url, headers=dict(headers or {}))  # noqa: S310 - our own loopback URLs
    try:
        with _direct.open(request, timeout=SECONDS) as answer:
            return int(answer.status)
    except HTTPError as error:
        error.close()
        return error.code
    except (URLError, OSError):
        return NO_ANSWER
