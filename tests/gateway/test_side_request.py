from __future__ import annotations

import time

import pytest

from gateway.backends import Backends
from gateway.element import parse
from gateway.errors import LoadError
from gateway.exchange import Exchange, Request
from gateway.headers import Headers
from gateway.model import NamedValue, Service
from gateway.scope import Loading
from gateway.sequence import NOTHING
from gateway.side_request import SideRequest
from gateway.upstream import UpstreamRequest
from gateway.url import Url


@pytest.fixture
def loading() -> Loading:
    named_values = {"host": NamedValue(name="host", value="one.test")}
    return Loading(
        service=Service(name="svc", named_values=named_values),
        section="inbound",
        scope="api",
        owner="api demo",
        policies={},
        states={},
        clock=time.monotonic,
        upstream=Backends({}),
        base=NOTHING,
    )


@pytest.fixture
def exchange() -> Exchange:
    url = Url.parse("http://backend.test/items")
    return Exchange(
        service=Service(name="svc"),
        api=None,
        operation=None,
        product=None,
        subscription=None,
        request=Request("GET", url, url, Headers([("X-A", "1")]), b"", "127.0.0.1", {}),
    )


def test_a_new_request_has_only_what_its_children_say(loading: Loading, exchange: Exchange) -> None:
    xml = "<x><set-url>https://{{host}}/a</set-url><set-method>POST</set-method></x>"
    side = SideRequest.of(parse(xml, "x.xml"), loading)
    headers = [("host", "one.test"), ("content-length", "0")]
    assert side.build(exchange) == UpstreamRequest("POST", "https://one.test/a", headers, b"")
    assert side.timeout(exchange) == 60


def test_a_copy_begins_as_the_callers_request(loading: Loading, exchange: Exchange) -> None:
    side = SideRequest.of(parse('<x mode="copy" timeout="@(2 + 3)"/>', "x.xml"), loading)
    headers = [("X-A", "1"), ("host", "backend.test")]
    assert side.build(exchange) == UpstreamRequest("GET", "http://backend.test/items", headers, b"")
    assert side.timeout(exchange) == 5


@pytest.mark.parametrize("url", ["one.test/a", "ftp://one.test/a", "https://", ""])
def test_a_url_has_a_scheme_and_a_host(loading: Loading, url: str) -> None:
    xml = f"<x><set-url>{url}</set-url><set-method>GET</set-method></x>"
    with pytest.raises(LoadError, match=r"is not a URL; give one with http\(s\)://"):
        SideRequest.of(parse(xml, "x.xml"), loading)
