from dataclasses import replace

import pytest

from apim_gateway.errors import LoadError, PolicyError
from apim_gateway.messages.exchange import Exchange
from tests.apim_gateway.policies.steps import MakeExchange, Run


@pytest.fixture
def exchange(make_exchange: MakeExchange) -> Exchange:
    """`/get/{id}/{*rest}?a={b}`, called with one more parameter."""
    exchange = make_exchange(url="http://backend.test/base/get/1%2F2/x/y?A=b&c=d+e")
    assert exchange.operation is not None
    exchange.operation = replace(exchange.operation, url_template="/get/{id}/{*rest}?a={b}")
    exchange.request.base_path = "/base"
    exchange.request.matched_parameters = {"id": "1/2", "rest": "x/y", "b": "b c"}
    return exchange


@pytest.mark.parametrize(
    ("template", "url"),
    [
        ("/put", "/base/put?c=d+e"),
        ("put", "/base/put?c=d+e"),
        ("/put?x=1", "/base/put?x=1&c=d+e"),
        ("/put/{id}", "/base/put/1%2F2?c=d+e"),
        ("/put/{*rest}", "/base/put/x/y?c=d+e"),
        ("/put?q={b}&amp;{id}=t", "/base/put?q=b%20c&1%2F2=t&c=d+e"),
        ('@("/p" + "ut?x=" + 1)', "/base/put?x=1&c=d+e"),
    ],
)
def test_the_template_becomes_the_backends_url(
    run: Run, exchange: Exchange, template: str, url: str
) -> None:
    run(f'<rewrite-uri template="{template}"/>', exchange)
    assert str(exchange.request.url) == f"http://backend.test{url}"


def test_other_parameters_can_be_left_out(run: Run, exchange: Exchange) -> None:
    run('<rewrite-uri template="/put" copy-unmatched-params="false"/>', exchange)
    assert str(exchange.request.url) == "http://backend.test/base/put"


def test_without_an_operation_every_parameter_is_copied(run: Run, exchange: Exchange) -> None:
    exchange.operation = None
    exchange.request.base_path = ""
    run('<rewrite-uri template="/put"/>', exchange)
    assert str(exchange.request.url) == "http://backend.test/put?A=b&c=d+e"


def test_a_parameter_that_the_operation_lacks_is_an_error_of_the_policy(
    run: Run, exchange: Exchange
) -> None:
    with pytest.raises(PolicyError, match="has no parameter 'nobody'"):
        run('<rewrite-uri template="/{nobody}"/>', exchange)


@pytest.mark.parametrize("template", ["", "http://other.test/put"])
def test_only_a_path_is_accepted_at_load(run: Run, template: str) -> None:
    with pytest.raises(LoadError, match="give the path behind the backend's own URL"):
        run(f'<rewrite-uri template="{template}"/>')
