"""Makes the bytes of a response."""

from __future__ import annotations

import time
from email.utils import formatdate
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gateway.exchange import Response

BODILESS = frozenset((204, 304))
_DECIDED_HERE = frozenset(("connection", "content-length", "transfer-encoding"))


def rendered(response: Response, method: str, *, last: bool) -> bytes:
    """Renders the response with the date and length that HTTP asks for.

    `last` tells the caller that the connection ends. Raises ValueError for a header or a reason
    that would begin another line.
    """
    status, body, lines = response.status, response.body, response.headers.lines
    names = {name.lower() for name, _ in lines}
    if not names.isdisjoint(_DECIDED_HERE) and method != "HEAD":
        lines = [line for line in lines if line[0].lower() not in _DECIDED_HERE]
    start = f"HTTP/1.1 {status} {response.reason}\r\n"
    text = start + "".join([f"{name}: {value}\r\n" for name, value in lines])
    if not text.count("\n") == text.count("\r") == len(lines) + 1:
        raise ValueError("the response has a line break in a header or in its reason")
    if "date" not in names:
        text += f"date: {_date(int(time.time()))}\r\n"
    if status not in BODILESS and (method != "HEAD" or "content-length" not in names):
        text += f"content-length: {len(body)}\r\n"
    if last:
        text += "connection: close\r\n"
    head = f"{text}\r\n".encode("latin-1", "replace")
    return head if method == "HEAD" or status in BODILESS else head + body


@lru_cache(maxsize=1)
def _date(now: int) -> str:
    return formatdate(now, usegmt=True)
