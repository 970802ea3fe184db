from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from cache_control import CacheControl

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send


async def _silent(_request: object) -> PlainTextResponse:
    return PlainTextResponse("")


async def _outspoken(_request: object) -> PlainTextResponse:
    return PlainTextResponse("", headers={"Cache-Control": "public"})


async def _headers(path: str) -> httpx.Headers:
    app = CacheControl(Starlette(routes=[Route("/silent", _silent), Route("/said", _outspoken)]))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://localhost"
    ) as client:
        return (await client.get(path)).headers


async def test_an_answer_without_the_header_is_not_cached() -> None:
    assert (await _headers("/silent"))["Cache-Control"] == "no-store"


async def test_a_missing_page_is_not_cached() -> None:
    assert (await _headers("/missing"))["Cache-Control"] == "no-store"


async def test_a_route_has_the_last_word() -> None:
    assert (await _headers("/said"))["Cache-Control"] == "public"


async def test_what_is_not_http_passes() -> None:
    seen: list[str] = []

    async def note(scope: Scope, _receive: Receive, _send: Send) -> None:
        seen.append(scope["type"])

    await CacheControl(note)({"type": "lifespan"}, _no_receive, _no_send)
    assert seen == ["lifespan"]


async def _no_receive() -> Message:
    raise NotImplementedError


async def _no_send(_message: Message) -> None:
    raise NotImplementedError
