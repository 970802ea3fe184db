"""Drives one policy without a gateway around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apim_gateway import policies
from apim_gateway.compiling.loading import REQUEST, RESPONSE, Compilation
from apim_gateway.documents.element import parse
from apim_gateway.messages.exchange import Exchange, Request, Response
from apim_gateway.messages.headers import Headers
from apim_gateway.messages.url import Url
from apim_gateway.service.model import Api, Document, NamedValue, Operation, Service
from tests.apim_gateway.stand_ins import Clock, Upstream

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from apim_gateway.compiling.steps import Step

DEMO = Api(id="demo", name="Demo", path="demo")
GET_ITEMS = Operation(id="get-items", name="Get items", method="GET", url_template="/items")


@pytest.fixture
def upstream() -> Upstream:
    return Upstream()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def states() -> dict[Hashable, object]:
    """What outlives a reload of the service."""
    return {}


@pytest.fixture
def compile_policy(
    clock: Clock, states: dict[Hashable, object], upstream: Upstream
) -> Callable[..., Step]:
    """Compiles the elements of one document, which is the scope's."""

    def compile_policy(
        *elements: str,
        section: str = "inbound",
        scope: str = "api",
        sku: str = "Developer",
        named_values: tuple[NamedValue, ...] = (),
        fragments: Mapping[str, Document] | None = None,
    ) -> Step:
        service = Service(
            name="svc",
            sku=sku,
            named_values={nv.name: nv for nv in named_values},
            fragments=fragments or {},
        )
        compilation = Compilation(
            service=service,
            section=section,
            scope=scope,
            owner=f"{scope} demo",
            compile_one=policies.compile_policy,
            states=states,
            clock=clock,
            upstream=upstream,
            base=lambda _: None,
            target=REQUEST if section in ("inbound", "backend") else RESPONSE,
        )
        return compilation.steps([parse(xml, "policy.xml") for xml in elements])

    return compile_policy


@pytest.fixture
def make_exchange() -> Callable[..., Exchange]:
    """Makes a request; with `status`, headers and body are those of the backend's answer."""

    def make_exchange(
        *,
        method: str = "GET",
        url: str = "http://backend.test/base/items",
        headers: tuple[tuple[str, str], ...] = (),
        body: bytes = b"",
        status: int = 0,
    ) -> Exchange:
        request = Request(
            method, Url.parse(url), Url.parse(url), Headers(headers), body, "127.0.0.1", {}
        )
        response = None
        if status:
            request.headers, request.body = Headers(), b""
            response = Response(status, "OK", Headers(headers), body)
        exchange = Exchange(Service(name="svc"), DEMO, GET_ITEMS, request)
        exchange.response = response
        return exchange

    return make_exchange


@pytest.fixture
def run(
    compile_policy: Callable[..., Step], make_exchange: Callable[..., Exchange]
) -> Callable[..., Exchange]:
    """Compiles one element and runs it, on a new exchange if none is given, and returns that."""

    def run(xml: str, exchange: Exchange | None = None, **given: object) -> Exchange:
        exchange = exchange or make_exchange()
        assert compile_policy(xml, **given)(exchange) is None
        return exchange

    return run
