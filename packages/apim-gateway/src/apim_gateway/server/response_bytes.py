"""Renders a response as HTTP/1.1 bytes."""

from __future__ import annotations

import time
from email.utils import formatdate
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from apim_gateway.messages.exchange import Response

BODILESS = frozenset((204, 304))
# They are about these bytes and this connection. What a policy or a backend says of them is of
# another connection, and two lengths that differ let a caller see responses that nobody sent.
_DECIDED_HERE = frozenset(("connection", "content-length", "transfer-encoding"))


def response_bytes(response: Response, method: str, *, last: bool) -> bytes:
    """Renders the response with the date and length that HTTP requires.

    `last` tells the caller that the connection ends. Raises ValueError for a header or a reason
    that would begin another line.
    """
    status, body = response.status, response.body
    is_head = method == "HEAD"
    dated = sized = False
    text, lines = f"HTTP/1.1 {status} {response.reason}\r\n", 1
    for name, value in response.headers.lines:
        key = name.lower()
        if key in _DECIDED_HERE:
            if not is_head:  # a HEAD's length is that of the body that GET would have
                continue
            sized = sized or key == "content-length"
        elif key == "date":
            dated = True
        text += f"{name}: {value}\r\n"
        lines += 1
    # As many line ends as lines were written: else a value has brought one along, and what stands
    # behind it would be read as a header, or as the body.
    if not text.count("\n") == text.count("\r") == lines:
        raise ValueError("the response has a line break in a header or in its reason")
    if not dated:
        text += _date(int(time.time()))
    if status not in BODILESS and not sized:
        text += f"content-length: {len(body)}\r\n"
    text += "connection: close\r\n\r\n" if last else "\r\n"
    head = text.encode("latin-1", "replace")
    return head if is_head or status in BODILESS else head + body


@lru_cache(maxsize=1)  # the same for all responses of one second
def _date(now: int) -> str:
    return f"date: {formatdate(now, usegmt=True)}\r\n"
