from __future__ import annotations

import asyncio
from threading import active_count
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest

from apim_gateway import LoadError, ServeError, UpstreamRequest, UpstreamResponse, listen, serve

if TYPE_CHECKING:
    from collections.abc import Callable


class Slow:
    """A backend that lets others have their turn first."""

    async def send(self, request: UpstreamRequest) -> UpstreamResponse:
        await asyncio.sleep(0.01)
        return UpstreamResponse(200, [], request.url.encode())


def test_a_document_is_served_while_the_block_runs(make_document: Callable[..., Any]) -> None:
    before = active_count()
    with (
        serve(make_document({}), {"http://backend.test": Slow()}) as url,
        urlopen(f"{url}/demo/items") as answer,
    ):
        assert answer.read() == b"http://backend.test/base/items"
    assert active_count() == before


def test_a_document_that_can_t_be_honoured_is_refused() -> None:
    with pytest.raises(LoadError, match="resources"), serve({}):
        pass


def test_a_port_that_is_taken_is_refused(make_document: Callable[..., Any]) -> None:
    with (
        listen(0) as taken,
        pytest.raises(ServeError, match="can't be used"),
        serve(make_document({}), port=taken.getsockname()[1]),
    ):
        pass
