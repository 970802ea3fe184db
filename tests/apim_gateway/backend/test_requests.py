from __future__ import annotations

import pytest

from apim_gateway.backend.requests import incoming, outgoing
from apim_gateway.messages.exchange import Exchange, Request
from apim_gateway.messages.headers import Headers
from apim_gateway.messages.upstream import UpstreamResponse
from apim_gateway.messages.url import Url
from apim_gateway.service.model import Backend, Credentials, Service

Lines = list[tuple[str, str]]
HOST = ("host", "backend.test")
CALLER = ("x-forwarded-for", "127.0.0.1")
KEYED = Credentials(headers=(("X-Key", "k"),), names=frozenset({"x-key"}), query="code=k")


def exchange(lines: Lines, method: str = "GET", backend: Backend | None = None) -> Exchange:
    url = Url("http", "backend.test", 80, "/items", "a=1")
    request = Request(method, url, url, Headers(lines), b"", "127.0.0.1", {}, host="api.test")
    exchange = Exchange(Service(name="svc"), None, None, request)
    exchange.backend = backend
    return exchange


@pytest.mark.parametrize(
    ("came", "leaves"),
    [
        ([("X-A", "1"), ("x-a", "2")], [("X-A", "1"), ("x-a", "2"), HOST, CALLER]),
        ([("Host", "api.test")], [HOST, CALLER]),
        ([("Host", "other.test")], [("host", "other.test"), CALLER]),
        ([("host", "api.test"), ("host", "other.test")], [("host", "other.test"), CALLER]),
        (
            [("X-Forwarded-For", "10.0.0.1"), ("x-forwarded-for", "10.0.0.2")],
            [HOST, ("x-forwarded-for", "10.0.0.1, 10.0.0.2, 127.0.0.1")],
        ),
        ([("Connection", "Keep-Alive"), ("X-A", "1")], [("X-A", "1"), HOST, CALLER]),
        ([("Connection", "close, X-A"), ("X-A", "1")], [HOST, CALLER]),
        ([("connection", "x-a"), ("connection", "close"), ("X-A", "1")], [HOST, CALLER]),
    ],
)
def test_the_lines_that_the_backend_gets(came: Lines, leaves: Lines) -> None:
    assert outgoing(exchange(came)).headers == leaves


def test_a_post_tells_its_length_even_without_a_body() -> None:
    assert outgoing(exchange([], "POST")).headers == [HOST, CALLER, ("content-length", "0")]


def test_a_backend_s_credentials_take_the_place_of_the_caller_s() -> None:
    backend = Backend(id="b", url="http://backend.test", credentials=KEYED)
    request = outgoing(exchange([("x-key", "guessed"), ("X-A", "1")], backend=backend))
    assert (request.url, request.headers) == (
        "http://backend.test/items?a=1&code=k",
        [("X-A", "1"), ("X-Key", "k"), HOST, CALLER],
    )


@pytest.mark.parametrize(
    ("method", "came", "leaves"),
    [
        ("GET", [("Content-Length", "3"), ("X-A", "1")], [("X-A", "1")]),
        ("HEAD", [("Content-Length", "3")], [("Content-Length", "3")]),
        ("GET", [("Connection", "close"), ("Connection", "X-A"), ("x-a", "1")], []),
    ],
)
def test_the_lines_that_the_caller_gets(method: str, came: Lines, leaves: Lines) -> None:
    assert incoming(UpstreamResponse(200, came, b""), method).headers.lines == leaves
