from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from apim_gateway.errors import LoadError, PolicyError
from apim_gateway.messages.exchange import Response
from apim_gateway.messages.upstream import UpstreamRequest, UpstreamResponse
from tests.apim_gateway.policies.steps import Compile, MakeExchange, finish

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from apim_gateway.messages.exchange import Exchange
    from tests.apim_gateway.stand_ins import Upstream

Send = Callable[..., "Awaitable[object]"]


@pytest.fixture
def exchange(make_exchange: MakeExchange) -> Exchange:
    headers = (("X-H", "a"), ("Host", "gateway.test"), ("Content-Length", "4"), ("Connection", "x"))
    return make_exchange(method="PUT", headers=headers, body=b"body")


@pytest.fixture
def send(compile_policy: Compile, exchange: Exchange) -> Send:
    """Sends the request and returns what is in the variable then."""

    async def send(inner: str, attributes: str = "", section: str = "inbound") -> object:
        xml = f'<send-request response-variable-name="r" {attributes}>{inner}</send-request>'
        await finish(compile_policy(xml, section=section)(exchange))
        return exchange.variables["r"]

    return send


ONE = "<set-url>http://one.test/i?a=1</set-url>"
POST = "<set-method>post</set-method>"
GET = "<set-method>GET</set-method>"
SET_HEADER = '<set-header name="X-H" exists-action="append"><value>b</value></set-header>'
BASIC = '<authentication-basic username="user" password="secret"/>'


@pytest.mark.parametrize(
    ("attributes", "inner", "request_"),
    [
        (
            "",
            ONE + GET,
            UpstreamRequest("GET", "http://one.test/i?a=1", [("host", "one.test")], b""),
        ),
        (
            'mode="new"',
            f"{ONE}{POST}{SET_HEADER}<set-body>@(context.Request.Method)</set-body>",
            UpstreamRequest(
                "POST",
                "http://one.test/i?a=1",
                [("X-H", "b"), ("host", "one.test"), ("content-length", "3")],
                b"PUT",
            ),
        ),
        (
            'mode="copy"',
            SET_HEADER,
            UpstreamRequest(
                "PUT",
                "http://backend.test/base/items",
                [("X-H", "a,b"), ("host", "backend.test"), ("content-length", "4")],
                b"body",
            ),
        ),
        (
            'mode="copy"',
            f'<set-url>@("https://" + "u@two.test/")</set-url>{GET}<set-body/>{BASIC}',
            UpstreamRequest(
                "GET",
                "https://u@two.test/",
                [("X-H", "a"), ("Authorization", "Basic dXNlcjpzZWNyZXQ="), ("host", "two.test")],
                b"",
            ),
        ),
        (
            "",
            ONE + GET + SET_HEADER.replace("X-H", "Host"),
            UpstreamRequest("GET", "http://one.test/i?a=1", [("Host", "b")], b""),
        ),
    ],
)
async def test_the_request_that_is_sent(
    send: Send,
    upstream: Upstream,
    attributes: str,
    inner: str,
    request_: UpstreamRequest,
) -> None:
    upstream.answers[request_.url] = UpstreamResponse(200, [], b"")
    await send(inner, attributes)
    assert upstream.requests == [request_]


async def test_it_can_go_out_as_the_managed_identity(send: Send, upstream: Upstream) -> None:
    upstream.answers["http://one.test/i?a=1"] = UpstreamResponse(200, [], b"")
    await send(f'{ONE}{GET}<authentication-managed-identity resource="https://r.test"/>')
    headers = dict(upstream.requests[0].headers)
    assert headers["Authorization"].startswith("Bearer ey")


async def test_behind_the_backend_a_copy_has_no_body(send: Send, upstream: Upstream) -> None:
    upstream.answers["http://backend.test/base/items"] = UpstreamResponse(200, [], b"")
    await send("", 'mode="copy"', section="outbound")
    assert [request.body for request in upstream.requests] == [b""]


async def test_the_variable_holds_the_response(send: Send, upstream: Upstream) -> None:
    upstream.answers["http://one.test/i?a=1"] = UpstreamResponse(203, [("X-Orig", "o")], b"hello")
    response = await send(ONE + GET)
    assert isinstance(response, Response)
    assert (response.status, list(response.headers), response.body) == (
        203,
        [("X-Orig", "o")],
        b"hello",
    )


async def test_the_callers_own_request_stays(
    send: Send, upstream: Upstream, exchange: Exchange
) -> None:
    upstream.answers["http://one.test/i?a=1"] = UpstreamResponse(200, [], b"")
    await send(f"{ONE}{POST}{SET_HEADER}<set-body>x</set-body>")
    request = exchange.request
    assert (request.method, request.body, request.headers.get("X-H")) == ("PUT", b"body", "a")


async def test_an_ignored_error_leaves_null(send: Send) -> None:
    assert await send(ONE + GET, 'ignore-error="true"') is None


async def test_a_refused_connection_is_an_error_of_the_policy(send: Send) -> None:
    with pytest.raises(PolicyError, match=r"http://one\.test/i\?a=1 is not there") as caught:
        await send(ONE + GET)
    error = caught.value
    assert (error.source, error.reason, error.status) == (
        "send-request",
        "BackendConnectionFailure",
        500,
    )


async def test_a_backend_that_says_nothing_is_given_up(
    send: Send, upstream: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def send_nothing(_: UpstreamRequest) -> UpstreamResponse:
        raise TimeoutError

    monkeypatch.setattr(upstream, "send", send_nothing)
    with pytest.raises(PolicyError, match="No response came in 7 seconds") as caught:
        await send(ONE + GET, 'timeout="7"')
    assert caught.value.reason == "Timeout"


async def test_a_url_that_is_none_is_an_error_of_the_policy(send: Send) -> None:
    with pytest.raises(PolicyError, match="'one/i' is not a URL"):
        await send(f'<set-url>@("one" + "/i")</set-url>{GET}')


@pytest.mark.parametrize(
    ("attributes", "inner", "message"),
    [
        ("", GET, '<set-url> is missing; add it, or set mode="copy"'),
        ("", ONE, "<set-method> is missing"),
        ("", f"<set-url>one/i</set-url>{GET}", "'one/i' is not a URL"),
        ("", f"{ONE}{GET}<proxy/>", "<proxy> may not stand in <send-request>"),
        ("", ONE + ONE + GET, "only one <set-url>"),
        ('mode="old"', ONE + GET, "use one of: new, copy"),
        ('timeout="0"', ONE + GET, "use a whole number from 1 to 240"),
    ],
)
async def test_a_wrong_setting_is_refused_at_load(
    send: Send, attributes: str, inner: str, message: str
) -> None:
    with pytest.raises(LoadError, match=message):
        await send(inner, attributes)


def test_the_variable_is_required(compile_policy: Compile) -> None:
    with pytest.raises(LoadError, match="'response-variable-name' is missing"):
        compile_policy(f"<send-request>{ONE}{GET}</send-request>")
