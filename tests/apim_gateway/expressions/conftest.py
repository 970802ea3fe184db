from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from apim_gateway.errors import Place
from apim_gateway.expressions import compile_expression
from apim_gateway.messages.exchange import Exchange, LastError, Request, Response
from apim_gateway.messages.headers import Headers
from apim_gateway.messages.url import Url
from apim_gateway.service.model import Api, Operation, Product, Service, Subscription

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def make_exchange() -> Callable[..., Exchange]:
    return _make_exchange


def _make_exchange(**given: Any) -> Exchange:
    """Makes an exchange; variables that start with `@` are expressions, run in order."""
    url = Url.parse(given.get("url", "https://gateway.test/demo/items"))
    request = Request(
        method="GET",
        url=url,
        original_url=url,
        headers=Headers([tuple(line) for line in given.get("headers", [])]),
        body=given.get("body", "").encode(),
        ip_address="127.0.0.1",
        matched_parameters=given.get("parameters", {}),
    )
    exchange = Exchange(
        Service(name="svc", location="westeurope"),
        Api(id="demo", name="Demo", path="demo", service_url="http://backend.test/base"),
        Operation(id="list", name="List", method="GET", url_template="/items"),
        request,
    )
    if given.get("product"):
        exchange.product, exchange.subscription = Product(id="starter", name="Starter"), _mine()
    if "response" in given:
        exchange.response = _response(given["response"])
    exchange.last_error = LastError(
        source="rate-limit", reason="RateLimitExceeded", message="Too many"
    )
    for name, value in given.get("variables", {}).items():
        exchange.variables[name] = _variable(value, exchange)
    return exchange


def _response(given: dict[str, Any]) -> Response:
    return Response(given["status"], "", Headers(), given.get("body", "").encode())


def _mine() -> Subscription:
    return Subscription(
        id="s1", name="Mine", product="starter", primary_key="k1", created="2024-05-01T00:00:00Z"
    )


def _variable(value: Any, exchange: Exchange) -> object:
    if isinstance(value, dict):
        return _response(value)
    if isinstance(value, str) and value.startswith("@"):
        return compile_expression(value, Place("test.xml"))(exchange)
    return value
