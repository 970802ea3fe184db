from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from apim_gateway.messages.upstream import UpstreamRequest, UpstreamResponse
from gatehouse.errors import LocalError
from gatehouse.hosts.functions.functions import Functions
from gatehouse.hosts.functions.keys import FunctionKeys
from gatehouse.hosts.functions.worker import FunctionError, Ready, Worker

if TYPE_CHECKING:
    from collections.abc import Awaitable

KEYS = FunctionKeys(function="function-key", master="master-key")
MASTER = [("x-functions-key", "master-key")]
ANSWER = UpstreamResponse(200, [], b"hello")


class StubWorker(Worker):
    """Notes what is asked of it, and answers or fails at once."""

    def __init__(self, error: Exception | None = None) -> None:
        self.asked: list[object] = []
        self._error = error

    def call(self, function: str, method: str, url: str, **rest: Any) -> Awaitable[Any]:  # type: ignore[override]
        return self._answer(function, method, url, rest)

    def run(self, function: str, payload: bytes) -> Awaitable[Any]:  # type: ignore[override]
        return self._answer(function, payload)

    async def _answer(self, *asked: object) -> UpstreamResponse:
        self.asked.append(asked)
        if self._error is not None:
            raise self._error
        return ANSWER


def function(route: str = "hello", **other: object) -> dict[str, object]:
    given = {"name": "hello", "trigger": "httpTrigger", "methods": None, "level": "ANONYMOUS"}
    return {**given, "route": route, **other}


TIMER = function(name="work", trigger="timerTrigger", route="", level="ADMIN")


def functions(
    *found: dict[str, object], worker: Worker | None = None, reports: list[str] | None = None
) -> Functions:
    ready = Ready(1, {"functions": found, "route_prefix": "api"}, [])
    report = ([] if reports is None else reports).append
    return Functions(ready, worker or StubWorker(), KEYS, report)


async def status(
    served: Functions,
    target: str,
    method: str = "GET",
    headers: list[tuple[str, str]] | None = None,
    body: bytes = b"",
) -> int:
    request = UpstreamRequest(method, f"http://localhost{target}", headers or [], body)
    return (await served.answer(request)).status


@pytest.mark.parametrize(("path", "expected"), [("/api/hello", 200), ("/hello", 404)])
async def test_routes_lie_below_the_prefix(path: str, expected: int) -> None:
    assert await status(functions(function()), path) == expected


async def test_the_function_gets_the_whole_request() -> None:
    worker = StubWorker()
    served = functions(function("items/{id}", methods=["PUT"]), worker=worker)
    request = UpstreamRequest("PUT", "http://localhost/api/items/7?a=1", [("X-One", "1")], b"body")
    assert await served.answer(request) == ANSWER
    parts = {"headers": {"x-one": "1"}, "query": {"a": "1"}, "route": {"id": "7"}, "body": b"body"}
    assert worker.asked == [("hello", "PUT", "http://localhost/api/items/7?a=1", parts)]


async def test_another_method_finds_nothing() -> None:
    assert await status(functions(function(methods=["GET"])), "/api/hello", "POST") == 404


async def test_a_function_asks_for_the_key_of_its_level() -> None:
    served = functions(function(level="ADMIN"))
    targets = ("/api/hello?code=function-key", "/api/hello?code=master-key")
    assert [await status(served, target) for target in targets] == [401, 200]


async def test_what_a_function_raises_is_an_empty_500_and_is_reported() -> None:
    reports: list[str] = []
    served = functions(
        function(), TIMER, worker=StubWorker(FunctionError("its traceback")), reports=reports
    )
    statuses = [
        await status(served, "/api/hello"),
        await status(served, "/admin/functions/work", "POST", MASTER),
    ]
    assert (statuses, reports) == (
        [500, 500],
        ["hello failed\nits traceback", "work failed\nits traceback"],
    )


@pytest.mark.parametrize(
    ("body", "payload"), [(b"", b""), (b"{}", b""), (b'{"input": "a name"}', b"a name")]
)
async def test_a_function_without_http_is_run_by_hand(body: bytes, payload: bytes) -> None:
    worker = StubWorker()
    served = functions(TIMER, worker=worker)
    await status(served, "/admin/functions/work", "POST", MASTER, body)
    assert (worker.asked, served.by_hand) == ([("work", payload)], ["work"])


@pytest.mark.parametrize(
    ("path", "method", "headers", "body", "expected"),
    [
        ("work", "POST", [], b"", 401),
        ("work", "GET", MASTER, b"", 404),
        ("hello", "POST", MASTER, b"", 404),
        ("work", "POST", MASTER, b"no JSON", 400),
        ("work", "POST", MASTER, b"[]", 400),
    ],
)
async def test_what_is_no_run_by_hand_is_refused(
    path: str, method: str, headers: list[tuple[str, str]], body: bytes, expected: int
) -> None:
    served = functions(function(), TIMER)
    assert await status(served, f"/admin/functions/{path}", method, headers, body) == expected


def test_a_route_that_azure_would_not_understand_is_refused() -> None:
    with pytest.raises(LocalError, match="allowed are literals"):
        functions(function("hello/{"))
