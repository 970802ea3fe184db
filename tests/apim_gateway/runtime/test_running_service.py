from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from apim_gateway import load
from apim_gateway.messages.exchange import Response
from apim_gateway.messages.received import ReceivedRequest
from apim_gateway.runtime.gateway import Gateway

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.messages.upstream import Upstream, UpstreamRequest, UpstreamResponse


class Broken:
    """An upstream with a fault of its own."""

    async def send(self, _: UpstreamRequest) -> UpstreamResponse:
        raise RuntimeError("a fault")


class BrokenAtOnce:
    """An upstream that does not even begin."""

    def send(self, _: UpstreamRequest) -> NoReturn:
        raise RuntimeError("a fault")


@pytest.mark.parametrize("upstream", [Broken(), BrokenAtOnce()])
async def test_a_fault_is_logged_and_answered_with_its_id(
    make_document: Callable[..., Any], caplog: pytest.LogCaptureFixture, upstream: Upstream
) -> None:
    app = Gateway(load(make_document({})), {"http://backend.test": upstream})
    answer = app.answer(ReceivedRequest("GET", "/demo/items", [], b"", "127.0.0.1", "http"))
    response = answer if isinstance(answer, Response) else await answer
    body = response.body.decode()
    assert (response.status, body[:60]) == (
        500,
        '{ "statusCode": 500, "message": "Internal server error", "ac',
    )
    assert body.split('"')[-2] in caplog.text


def test_what_is_refused_waits_for_nothing(make_document: Callable[..., Any]) -> None:
    app = Gateway(load(make_document({})))
    answer = app.answer(ReceivedRequest("GET", "/nowhere", [], b"", "127.0.0.1", "http"))
    assert isinstance(answer, Response)
    assert answer.status == 404
