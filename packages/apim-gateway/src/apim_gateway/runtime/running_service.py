"""A service that is ready to answer: everything compiled, nothing left to read.

The way of a request, in order; each step is a function below or the module named:

1. `answer`: the server hands over the received request.
2. `_run`: `routing` finds the API and the operation; none is a 404, by way of `on-error`.
3. `_preflight`: an OPTIONS request that is no operation is answered by `cors` alone, without a key.
4. `_matched`: `subscription_key` finds the caller; a missing or invalid key is a 401.
5. `_forward`: `pipelines` runs inbound, backend and outbound of all scopes.
6. `_fail`: an error of any step becomes a row of `error_answers`, which `on-error` may change.
7. `_response`: headers that hold for every answer (CORS, remaining calls) are added.

`…_later` is the same step where a policy has to wait. A request whose policies never wait, such as
one that is refused, is answered without a coroutine or a task.
"""

from __future__ import annotations

import logging
import uuid
from typing import TYPE_CHECKING

from apim_gateway.errors import PolicyError
from apim_gateway.messages.error_answers import (
    INTERNAL_ERROR,
    OPERATION_NOT_FOUND,
    error_response,
    last_error,
)
from apim_gateway.messages.exchange import Exchange, Response
from apim_gateway.messages.headers import Headers
from apim_gateway.messages.url import Url
from apim_gateway.runtime.pipelines import Pipeline, Pipelines
from apim_gateway.runtime.routing import Route, Router
from apim_gateway.runtime.subscription_key import Caller, SubscriptionCheck

if TYPE_CHECKING:
    from collections.abc import Awaitable, Coroutine
    from typing import Any

    from apim_gateway.messages.received import ReceivedRequest
    from apim_gateway.runtime.pipelines import Compiler
    from apim_gateway.service.model import Service

_log = logging.getLogger("gateway")
_FAULT = INTERNAL_ERROR.error("gateway")
_NOWHERE = Url("", "", 0, "")

Running = tuple[Exchange, "Awaitable[None] | None"]
"""An exchange, with the awaitable to wait for until its response is there, or None."""


class RunningService:
    """Answers requests for one service."""

    def __init__(self, service: Service, compiler: Compiler) -> None:
        self._service = service
        self._router = Router(service.apis)
        self._checks = {api.id: SubscriptionCheck(service, api) for api in service.apis}
        self._pipelines = Pipelines(service, compiler)
        self._bases = {
            api.id: Url.parse(api.service_url) if api.service_url else _NOWHERE
            for api in service.apis
        }

    def answer(self, received: ReceivedRequest) -> Response | Coroutine[Any, Any, Response]:
        """Runs the request; returns the response, or an awaitable of it.

        Everything before the first wait is done at once: a request that is refused waits for
        nothing.
        """
        try:
            exchange, waiting = self._run(received)
        except Exception:  # noqa: BLE001 - here and below, a fault of the gateway's own ends
            return _fault()
        return _response(exchange) if waiting is None else _later(exchange, waiting)

    def _run(self, received: ReceivedRequest) -> Running:
        method, path, query = received.method, received.path, received.query
        matched = self._router.match(method, path, query, received.headers)
        if matched is not None:
            return self._matched(received, *matched)
        if method == "OPTIONS" and "access-control-request-method" in received.first:
            # `OPTIONS /items` asks for leave to send, say, `PUT /items`: the policies are PUT's.
            wanted = received.first["access-control-request-method"].upper()
            matched = self._router.match(wanted, path, query, received.headers)
            if matched is not None:
                return self._preflight(received, *matched)
        return self._unmatched(received)

    def _matched(
        self, received: ReceivedRequest, route: Route, parameters: dict[str, str]
    ) -> Running:
        api = route.api
        exchange = self._exchange(received, route, parameters)
        try:
            # The header goes first: a key in the query counts only where there is no header. An
            # empty header is a key, and a wrong one.
            key = received.first.get(api.key_header.lower())
            if key is None and received.query:
                key = received.parameter(api.key_query)
            caller = self._checks[api.id].check(key, received, route)
        except PolicyError as error:
            # Without a product's on-error: a caller who is refused has subscribed to none.
            return exchange, _fail(exchange, self._pipelines.of(route.key, None), error)
        exchange.product, exchange.subscription = caller.product, caller.subscription
        return exchange, _forward(exchange, self._pipelines.of(route.key, caller.product))

    def _preflight(
        self, received: ReceivedRequest, route: Route, parameters: dict[str, str]
    ) -> Running:
        """Lets only `cors` run; a product is known by a key in the query alone.

        A browser adds no header of the page's own to a preflight, so it can't carry the key there,
        and Azure doesn't ask for one: https://fetch.spec.whatwg.org/#cors-preflight-fetch
        """
        exchange = self._exchange(received, route, parameters)
        key = received.parameter(route.api.key_query)
        try:
            caller = self._checks[route.api.id].check(key, received, route)
        except PolicyError:
            caller = Caller()
        step = self._pipelines.of(route.key, caller.product).preflight
        return self._unmatched(received) if step is None else (exchange, step(exchange))

    def _unmatched(self, received: ReceivedRequest) -> Running:
        api = self._router.api(received.path, received.query, received.headers)
        exchange = Exchange(self._service, api, None, received.request(_NOWHERE, "", {}))
        error = OPERATION_NOT_FOUND.error("configuration")
        return exchange, _fail(exchange, self._pipelines.unmatched(api), error)

    def _exchange(
        self, received: ReceivedRequest, route: Route, parameters: dict[str, str]
    ) -> Exchange:
        request = received.request(self._bases[route.api.id], route.prefix, parameters)
        return Exchange(self._service, route.api, route.operation, request)


def _forward(exchange: Exchange, pipeline: Pipeline) -> Awaitable[None] | None:
    """Runs inbound, backend, outbound; a policy that fails leads to on-error."""
    try:
        waiting = pipeline.forward(exchange)
    except PolicyError as error:
        return _fail(exchange, pipeline, error)
    return None if waiting is None else _forward_later(exchange, pipeline, waiting)


async def _forward_later(exchange: Exchange, pipeline: Pipeline, waiting: Awaitable[None]) -> None:
    try:
        await waiting
    except PolicyError as error:
        on_error = _fail(exchange, pipeline, error)
        if on_error is not None:
            await on_error


def _fail(exchange: Exchange, pipeline: Pipeline, error: PolicyError) -> Awaitable[None] | None:
    """Answers with the error, as changed by on-error; an error in there is answered as it is."""
    # A policy may fail after another has finished the exchange, as in <wait>; a sequence of steps
    # would stop at once, and on-error is one.
    exchange.finished = False
    _stop(exchange, error)
    try:
        waiting = pipeline.on_error(exchange)
    except PolicyError as second:
        _stop(exchange, second)
        return None
    return None if waiting is None else _fail_later(exchange, waiting)


async def _fail_later(exchange: Exchange, waiting: Awaitable[None]) -> None:
    try:
        await waiting
    except PolicyError as second:
        _stop(exchange, second)


def _stop(exchange: Exchange, error: PolicyError) -> None:
    exchange.last_error = last_error(error)
    # fail-on-error-status-code keeps the backend's own 404 or 500 as context.Response for on-error.
    if not (error.keeps_response and exchange.response):
        exchange.response = error_response(error, exchange.request_id)


async def _later(exchange: Exchange, waiting: Awaitable[None]) -> Response:
    try:
        await waiting
    except Exception:  # noqa: BLE001
        return _fault()
    return _response(exchange)


def _response(exchange: Exchange) -> Response:
    response = exchange.response or Response(200, "OK", Headers(), b"")
    # Here and not when the policy runs: an error replaces the response, and a page from another
    # origin can't read even a 401 that lacks Access-Control-Allow-Origin.
    for name, value in exchange.final_headers:
        response.headers.set(name, value)
    return response


def _fault() -> Response:
    """Answers 500 for the exception that is being handled, and logs it."""
    activity_id = str(uuid.uuid4())
    _log.exception("A request failed in the gateway itself; activityId %s", activity_id)
    return error_response(_FAULT, activity_id)
