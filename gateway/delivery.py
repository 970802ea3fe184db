"""Hands a finished exchange to the server."""

from __future__ import annotations

import time
from email.utils import formatdate
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from gateway.phrases import PHRASES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway.exchange import Exchange, Response

BODILESS = frozenset((204, 304))
REASON = "gateway.reason"
"""The ASGI extension by which the server takes another reason phrase than the code's own."""


def start_message(exchange: Exchange, response: Response) -> dict[str, Any]:
    """Makes `http.response.start`, with the date and length that HTTP asks for."""
    headers = response.headers
    for name, value in exchange.final_headers:
        headers.set(name, value)
    lines = [
        (name.lower().encode("latin-1"), value.encode("latin-1", "replace"))
        for name, value in headers.lines
    ]
    names = {name for name, _ in lines}
    if b"date" not in names:
        lines.append((b"date", _date(int(time.time()))))
    if response.status not in BODILESS and b"content-length" not in names:
        lines.append((b"content-length", b"%d" % len(response.body)))
    return {"type": "http.response.start", "status": response.status, "headers": lines}


def say_reason(scope: Mapping[str, Any], response: Response) -> None:
    """Tells the server the reason phrase where it is not the code's own."""
    if response.reason != PHRASES.get(response.status, "") and response.reason:
        extension = scope.get("extensions", {}).get(REASON)
        if extension is not None:
            extension["set"](response.reason)


@lru_cache(maxsize=1)
def _date(now: int) -> bytes:
    return formatdate(now, usegmt=True).encode()
