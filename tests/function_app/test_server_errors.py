from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server_errors import ServerErrors
from tests.function_app.asgi import client_of, types_behind

if TYPE_CHECKING:
    import httpx
    from starlette.types import Receive, Scope, Send


async def _fail(_scope: Scope, _receive: Receive, _send: Send) -> None:
    raise RuntimeError("the secret of the house")


async def _fail_late(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    raise RuntimeError("too late")


async def _get(app: ServerErrors) -> httpx.Response:
    async with client_of(app) as client:
        return await client.get("/broken")


async def test_an_exception_is_answered_in_json_without_its_words() -> None:
    answer = await _get(ServerErrors(_fail))
    expected = (500, "application/json", '{"detail":"Internal Server Error"}')
    assert (answer.status_code, answer.headers["Content-Type"], answer.text) == expected


async def test_the_exception_is_logged_with_its_traceback(
    caplog: pytest.LogCaptureFixture,
) -> None:
    await _get(ServerErrors(_fail))
    (record,) = [one for one in caplog.records if one.name == "server_errors"]
    assert (record.getMessage(), record.exc_info is not None) == ("GET /broken failed", True)


async def test_an_exception_after_the_answer_has_begun_is_raised() -> None:
    with pytest.raises(RuntimeError, match="too late"):
        await _get(ServerErrors(_fail_late))


async def test_what_is_not_http_passes() -> None:
    assert await types_behind(ServerErrors) == ["lifespan"]
