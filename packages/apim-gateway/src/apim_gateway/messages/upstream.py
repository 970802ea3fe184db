"""Requests to backends and their answers, over a socket or in the same process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


# Not frozen: that would triple what making one costs, and each request makes both.
@dataclass(slots=True)
class UpstreamRequest:
    """A request as the backend sees it: absolute URL, headers in order, whole body."""

    method: str
    url: str
    headers: list[tuple[str, str]]
    body: bytes


@dataclass(slots=True)
class UpstreamResponse:
    """A backend's whole answer, headers in the order they came."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


class Upstream(Protocol):
    """A backend: answers the requests to one origin."""

    async def send(self, request: UpstreamRequest) -> UpstreamResponse:
        """Answers the request, with any status; a 500 is an answer like another.

        Raises OSError when the backend cannot be reached, TimeoutError when it is too slow. The
        policies set the time limit and cancel the call when it is over.
        """
        ...
