"""Calls ASGI apps without a server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send


def client_of(app: ASGIApp, url: str = "http://localhost") -> httpx.AsyncClient:
    """Returns a client of the app, which believes to be served at the URL."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=url)


async def types_behind(middleware: Callable[[ASGIApp], ASGIApp]) -> list[str]:
    """Sends a scope that is not HTTP and returns the types of those that reach the app behind."""
    seen: list[str] = []

    async def note(scope: Scope, _receive: Receive, _send: Send) -> None:
        seen.append(scope["type"])

    await middleware(note)({"type": "lifespan"}, _no_receive, _no_send)
    return seen


async def _no_receive() -> Message:
    raise NotImplementedError


async def _no_send(_message: Message) -> None:
    raise NotImplementedError
