from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apim_gateway.documents.element import parse
from apim_gateway.errors import LoadError
from apim_gateway.messages.upstream import UpstreamRequest
from apim_gateway.policy_parts.side_request import SideRequest

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.messages.exchange import Exchange


def test_a_new_request_has_only_what_its_children_say(
    compilation: Compilation, exchange: Exchange
) -> None:
    xml = "<x><set-url>https://{{host}}/a</set-url><set-method>POST</set-method></x>"
    side = SideRequest.of(parse(xml, "x.xml"), compilation)
    headers = [("host", "one.test"), ("content-length", "0")]
    assert side.build(exchange) == UpstreamRequest("POST", "https://one.test/a", headers, b"")
    assert side.timeout(exchange) == 60


def test_a_copy_begins_as_the_callers_request(compilation: Compilation, exchange: Exchange) -> None:
    exchange.request.headers.set("X-A", "1")
    side = SideRequest.of(parse('<x mode="copy" timeout="@(2 + 3)"/>', "x.xml"), compilation)
    headers = [("X-A", "1"), ("host", "backend.test")]
    assert side.build(exchange) == UpstreamRequest("GET", "http://backend.test/items", headers, b"")
    assert side.timeout(exchange) == 5


@pytest.mark.parametrize("url", ["one.test/a", "ftp://one.test/a", "https://", ""])
def test_a_url_has_a_scheme_and_a_host(compilation: Compilation, url: str) -> None:
    xml = f"<x><set-url>{url}</set-url><set-method>GET</set-method></x>"
    with pytest.raises(LoadError, match=r"is not a URL; give one with http\(s\)://"):
        SideRequest.of(parse(xml, "x.xml"), compilation)
