from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gateway import load
from gateway.app import create_app
from gateway.arrival import Arrival

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from gateway.upstream import UpstreamRequest, UpstreamResponse


class Broken:
    """An upstream with a fault of its own."""

    async def send(self, _: UpstreamRequest) -> UpstreamResponse:
        raise RuntimeError("a fault")


async def test_a_fault_is_logged_and_answered_with_its_id(
    make_document: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(load(make_document({})), {"http://backend.test": Broken()})
    response = await app.answer(Arrival("GET", "/demo/items", [], b"", "127.0.0.1", "http"))
    body = response.body.decode()
    assert (response.status, body[:60]) == (
        500,
        '{ "statusCode": 500, "message": "Internal server error", "ac',
    )
    assert body.split('"')[-2] in caplog.text
