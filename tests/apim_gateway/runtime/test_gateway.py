from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from apim_gateway import load
from apim_gateway.errors import LoadError
from apim_gateway.messages.upstream import UpstreamRequest, UpstreamResponse
from apim_gateway.runtime.gateway import Gateway
from tests.apim_gateway.stand_ins import Upstream

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

POLICY = (
    "<policies><inbound>"
    "<return-response><set-body>{}</set-body></return-response>"
    "</inbound></policies>"
)
LIMITED = "<policies><inbound><rate-limit calls='1' renewal-period='60' /></inbound></policies>"


async def test_an_upstream_in_the_process_is_called_without_a_socket(
    gateway_for: Callable[..., Awaitable[str]], call: Callable[..., Awaitable[Any]]
) -> None:
    upstream = Upstream()
    upstream.answers["http://here/base/items?a=1"] = UpstreamResponse(201, [("X-A", "a")], b"here")
    given = {
        "apis/demo": {
            "path": "demo",
            "serviceUrl": "http://here/base",
            "subscriptionRequired": False,
        }
    }
    url = await gateway_for(given, {"http://here:80": upstream})
    answer = await call("GET", f"{url}/demo/items?a=1", {"X-B": "b"})
    assert (answer.status, answer.body, answer.header("x-a")) == (201, "here", "a")
    assert upstream.requests == [
        UpstreamRequest(
            "GET",
            "http://here/base/items?a=1",
            [("x-b", "b"), ("host", "here"), ("x-forwarded-for", "127.0.0.1")],
            b"",
        )
    ]


async def test_an_origin_without_an_upstream_is_called_over_http(
    gateway_for: Callable[..., Awaitable[str]], call: Callable[..., Awaitable[Any]], backend: Any
) -> None:
    url = await gateway_for({}, {"http://elsewhere": Upstream()})
    await call("GET", f"{url}/demo/items")
    assert len(backend.calls) == 1


async def test_another_service_takes_over_with_the_next_request(
    make_document: Any, serve: Any, call: Any
) -> None:
    path = "apis/demo/policies/policy"
    app = Gateway(load(make_document({path: POLICY.format("old")})))
    url = await serve(app)
    before = await call("GET", f"{url}/demo/items")
    app.reload(load(make_document({path: POLICY.format("new")})))
    after = await call("GET", f"{url}/demo/items")
    assert (before.body, after.body) == ("old", "new")


async def test_a_service_that_is_refused_leaves_the_old_one(
    make_document: Any, serve: Any, call: Any
) -> None:
    path = "apis/demo/policies/policy"
    app = Gateway(load(make_document({path: POLICY.format("old")})))
    url = await serve(app)
    with pytest.raises(LoadError):
        app.reload(load(make_document({path: "<policies><inbound><wrong /></inbound></policies>"})))
    assert (await call("GET", f"{url}/demo/items")).body == "old"


async def test_no_request_is_lost_while_services_change(
    make_document: Any, serve: Any, call: Any
) -> None:
    path = "apis/demo/policies/policy"
    app = Gateway(load(make_document({path: POLICY.format(0)})))
    url = await serve(app)

    async def ask() -> list[int]:
        return [(await call("GET", f"{url}/demo/items")).status for _ in range(20)]

    asking = [asyncio.create_task(ask()) for _ in range(4)]
    for number in range(20):
        app.reload(load(make_document({path: POLICY.format(number)})))
        await asyncio.sleep(0)
    assert await asyncio.gather(*asking) == [[200] * 20] * 4


async def test_counters_go_on_after_a_reload(make_document: Any, serve: Any, call: Any) -> None:
    given = {
        "apis/demo": {"path": "demo", "serviceUrl": "http://127.0.0.1:1"},
        "apis/demo/policies/policy": LIMITED,
        "subscriptions/s": {"scope": "/apis", "primaryKey": "k"},
    }
    app = Gateway(load(make_document(given)))
    url = await serve(app)
    key = {"Ocp-Apim-Subscription-Key": "k"}
    statuses = [(await call("GET", f"{url}/demo/items", key)).status]
    app.reload(load(make_document(given)))
    statuses.append((await call("GET", f"{url}/demo/items", key)).status)
    assert statuses == [500, 429]
