from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apim_gateway.errors import LoadError
from apim_gateway.messages.url import Url

if TYPE_CHECKING:
    from tests.apim_gateway.policies.steps import MakeExchange, Run

GATEWAY = Url.parse("https://gateway.test/demo/items")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            '{"next": "http://shop.test/base/items?page=2"}',
            '"https://gateway.test/demo/items?page=2"',
        ),
        ('<a href="http://shop.test/base">', '"https://gateway.test/demo"'),
        ("see http://shop.test/base/", "https://gateway.test/demo/"),
        ("http://shop.test/basement", "http://shop.test/basement"),
        ("http://shop.test/other", "http://shop.test/other"),
        ("http://shop.test.evil/base", "http://shop.test.evil/base"),
        ("nothing", "nothing"),
    ],
)
def test_links_to_the_backend_lead_through_the_gateway(
    run: Run, make_exchange: MakeExchange, body: str, expected: str
) -> None:
    exchange = make_exchange(status=200, body=body.encode())
    exchange.request.url = Url.parse("http://shop.test/base/items")
    exchange.request.base_path = "/base"
    exchange.request.original_url = GATEWAY
    run("<redirect-content-urls />", exchange, section="outbound")
    assert exchange.response is not None
    assert expected in exchange.response.body.decode()


def test_links_to_the_gateway_lead_to_the_backend_on_the_way_in(
    run: Run, make_exchange: MakeExchange
) -> None:
    exchange = make_exchange(method="POST", body=b"https://gateway.test/demo/x")
    exchange.request.url = Url.parse("http://shop.test/items")
    exchange.request.original_url = GATEWAY
    run("<redirect-content-urls />", exchange)
    assert exchange.request.body == b"http://shop.test/x"


def test_without_a_backend_nothing_changes(run: Run, make_exchange: MakeExchange) -> None:
    exchange = make_exchange(status=200, body=b"://")
    exchange.request.url = Url("", "", 0, "/items")
    run("<redirect-content-urls />", exchange, section="outbound")
    assert exchange.response is not None
    assert exchange.response.body == b"://"


def test_outside_of_an_api_only_the_host_changes(run: Run, make_exchange: MakeExchange) -> None:
    exchange = make_exchange(status=200, body=b"http://shop.test/x")
    exchange.api = None
    exchange.request.url = Url.parse("http://shop.test/x")
    exchange.request.original_url = GATEWAY
    run("<redirect-content-urls />", exchange, section="outbound")
    assert exchange.response is not None
    assert exchange.response.body == b"https://gateway.test/x"


def test_it_has_no_attributes_and_stands_where_azure_has_it(run: Run) -> None:
    with pytest.raises(LoadError, match="the attribute 'to' is not known; allowed: none"):
        run('<redirect-content-urls to="x" />')
    with pytest.raises(LoadError, match="policy is not allowed in the section 'backend'"):
        run("<redirect-content-urls />", section="backend")
