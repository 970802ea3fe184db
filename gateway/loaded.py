"""A service that is ready to answer: everything compiled, nothing left to read."""

from __future__ import annotations

import logging
import uuid
from typing import TYPE_CHECKING

from gateway.answers import default_answer, last_error, not_found
from gateway.errors import PolicyError
from gateway.exchange import Exchange, Response
from gateway.headers import Headers
from gateway.pipeline import Pipeline, Pipelines
from gateway.routing import Route, Router
from gateway.subscriptions import Access, Grant
from gateway.url import Url

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from gateway.arrival import Arrival
    from gateway.model import Service
    from gateway.pipeline import Compiler

_log = logging.getLogger("gateway")
_FAULT = PolicyError("gateway", "InternalError", "Internal server error")
_NOWHERE = Url("", "", 0, "")


class Loaded:
    """Answers requests for one service."""

    def __init__(self, service: Service, compiler: Compiler) -> None:
        self._service = service
        self._router = Router(service.apis)
        self._access = {api.id: Access(service, api) for api in service.apis}
        self._pipelines = Pipelines(service, compiler)
        self._bases = {
            api.id: Url.parse(api.service_url) if api.service_url else _NOWHERE
            for api in service.apis
        }

    async def answer(self, arrival: Arrival) -> Response:
        """Runs the request; returns what the caller gets."""
        try:
            exchange = await self._run(arrival)
        except Exception:  # noqa: BLE001 - the one place where a fault of the gateway's own ends
            activity_id = str(uuid.uuid4())
            _log.exception("A request failed in the gateway itself; activityId %s", activity_id)
            return default_answer(_FAULT, activity_id)
        response = exchange.response or Response(200, "OK", Headers(), b"")
        for name, value in exchange.final_headers:
            response.headers.set(name, value)
        return response

    def _run(self, arrival: Arrival) -> Awaitable[Exchange]:
        method, path, query = arrival.method, arrival.path, arrival.query
        matched = self._router.match(method, path, query, arrival.headers)
        if matched is not None:
            return self._matched(arrival, *matched)
        if method == "OPTIONS" and "access-control-request-method" in arrival.first:
            wanted = arrival.first["access-control-request-method"].upper()
            matched = self._router.match(wanted, path, query, arrival.headers)
            if matched is not None:
                return self._preflight(arrival, *matched)
        return self._unmatched(arrival)

    async def _matched(
        self, arrival: Arrival, route: Route, parameters: dict[str, str]
    ) -> Exchange:
        api = route.api
        exchange = self._exchange(arrival, route, parameters)
        try:
            key = arrival.first.get(api.key_header.lower())
            if key is None and arrival.query:
                key = arrival.parameter(api.key_query)
            grant = self._access[api.id].admit(key, arrival, route)
        except PolicyError as error:
            await _fail(exchange, self._pipelines.of(route.key, None), error)
            return exchange
        exchange.product, exchange.subscription = grant.product, grant.subscription
        await _through(exchange, self._pipelines.of(route.key, grant.product))
        return exchange

    async def _preflight(
        self, arrival: Arrival, route: Route, parameters: dict[str, str]
    ) -> Exchange:
        """Lets only `cors` run; a product is known by a key in the query alone."""
        exchange = self._exchange(arrival, route, parameters)
        key = arrival.parameter(route.api.key_query)
        try:
            grant = self._access[route.api.id].admit(key, arrival, route)
        except PolicyError:
            grant = Grant()
        step = self._pipelines.of(route.key, grant.product).preflight
        if step is None:
            return await self._unmatched(arrival)
        step(exchange)
        return exchange

    async def _unmatched(self, arrival: Arrival) -> Exchange:
        api = self._router.api(arrival.path, arrival.query, arrival.headers)
        exchange = Exchange(
            service=self._service,
            api=api,
            operation=None,
            product=None,
            subscription=None,
            request=arrival.request(_NOWHERE, "", {}),
        )
        await _fail(exchange, self._pipelines.unmatched(api), not_found())
        return exchange

    def _exchange(self, arrival: Arrival, route: Route, parameters: dict[str, str]) -> Exchange:
        api = route.api
        return Exchange(
            service=self._service,
            api=api,
            operation=route.operation,
            product=None,
            subscription=None,
            request=arrival.request(self._bases[api.id], route.prefix, parameters),
        )


async def _through(exchange: Exchange, pipeline: Pipeline) -> None:
    """Runs inbound, backend, outbound; a policy that fails leads to on-error."""
    try:
        waiting = pipeline.inbound(exchange)
        if waiting is not None:
            await waiting
        if not exchange.finished:
            waiting = pipeline.backend(exchange)
            if waiting is not None:
                await waiting
        if not exchange.finished:
            if exchange.response is None:
                exchange.response = Response(200, "OK", Headers(), b"")
            waiting = pipeline.outbound(exchange)
            if waiting is not None:
                await waiting
    except PolicyError as error:
        await _fail(exchange, pipeline, error)


async def _fail(exchange: Exchange, pipeline: Pipeline, error: PolicyError) -> None:
    """Answers with the error, as changed by on-error; an error in there is answered as it is."""
    exchange.finished = False
    _stop(exchange, error)
    try:
        waiting = pipeline.on_error(exchange)
        if waiting is not None:
            await waiting
    except PolicyError as second:
        _stop(exchange, second)


def _stop(exchange: Exchange, error: PolicyError) -> None:
    exchange.last_error = last_error(error)
    if not (error.keeps_response and exchange.response):
        exchange.response = default_answer(error, exchange.request_id)
