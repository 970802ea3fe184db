from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from cache_control import CacheControl
from tests.function_app.asgi import client_of, types_behind

if TYPE_CHECKING:
    import httpx


async def _silent(_request: object) -> PlainTextResponse:
    return PlainTextResponse("")


async def _outspoken(_request: object) -> PlainTextResponse:
    return PlainTextResponse("", headers={"Cache-Control": "public"})


async def _headers(path: str) -> httpx.Headers:
    app = CacheControl(Starlette(routes=[Route("/silent", _silent), Route("/said", _outspoken)]))
    async with client_of(app) as client:
        return (await client.get(path)).headers


async def test_an_answer_without_the_header_is_not_cached() -> None:
    assert (await _headers("/silent"))["Cache-Control"] == "no-store"


async def test_a_missing_page_is_not_cached() -> None:
    assert (await _headers("/missing"))["Cache-Control"] == "no-store"


async def test_a_route_has_the_last_word() -> None:
    assert (await _headers("/said"))["Cache-Control"] == "public"


async def test_what_is_not_http_passes() -> None:
    assert await types_behind(CacheControl) == ["lifespan"]
