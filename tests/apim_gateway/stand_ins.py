"""Stands in for the time and for the network around a gateway."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from apim_gateway.messages.upstream import UpstreamRequest, UpstreamResponse


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Upstream:
    """Notes what it is asked for; a URL without an answer refuses the connection."""

    def __init__(self) -> None:
        self.requests: list[UpstreamRequest] = []
        self.answers: dict[str, UpstreamResponse] = {}
        self.silent: set[str] = set()

    async def send(self, request: UpstreamRequest) -> UpstreamResponse:
        self.requests.append(request)
        if request.url in self.silent:
            await asyncio.Event().wait()
        if request.url not in self.answers:
            raise ConnectionRefusedError(f"{request.url} is not there")
        return self.answers[request.url]
