"""Measures the policies of generate_name alone, without HTTP and without the function."""

from __future__ import annotations

import asyncio
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apim_gateway import load
from apim_gateway.messages.exchange import Exchange, Response
from apim_gateway.messages.headers import Headers
from apim_gateway.messages.received import ReceivedRequest
from apim_gateway.messages.upstream import UpstreamRequest, UpstreamResponse
from apim_gateway.messages.url import Url
from apim_gateway.runtime.gateway import Gateway
from apim_gateway.runtime.pipelines import Compiler
from apim_gateway.runtime.routing import Router
from bench.child import output
from bench.line import Line, Section
from bench.local_run import KEY, OPERATION
from bench.stage import STACK
from gatehouse.declared.gateway_document import gateway_document
from gatehouse.graph.graph import Graph

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from apim_gateway.runtime.pipelines import Pipeline
    from apim_gateway.runtime.routing import Route
    from apim_gateway.service.model import Product, Service
    from bench.stage import Stage

ROUNDS, REQUESTS, FEW = 9, 20_000, 2_000
PATH = f"/api{OPERATION}"
TITLE = (
    "Policy pipeline of generate_name / all that the gateway does between its socket and a backend"
)
NOTES = (
    "The effective inbound, backend and outbound closures, rate-limit counting included, around a",
    "backend that answers at once; all besides: routing, subscription key, building the response.",
)


class AtOnce:
    """A backend whose answer is ready."""

    _answer = UpstreamResponse(200, [("content-type", "application/json")], b'{"name":"Noa"}')

    async def send(self, _: UpstreamRequest) -> UpstreamResponse:
        """Returns the answer."""
        return self._answer


@dataclass(frozen=True, slots=True)
class Case:
    """A request on its way into its pipeline."""

    service: Service
    key: str
    route: Route
    product: Product | None
    pipeline: Pipeline

    @classmethod
    def of(cls, service: Service) -> Case:
        """Finds what the request is for and compiles what applies to it."""
        matched = Router(service.apis).match("GET", PATH, "", Headers())
        if matched is None:
            raise LookupError(PATH)
        route, _ = matched
        subscription = service.subscriptions[0]
        product = next((one for one in service.products if one.id == subscription.product), None)
        compiler = Compiler(service, {}, time.monotonic, AtOnce())
        pipeline = compiler.pipeline(route.api, route.operation, product)
        return cls(service, subscription.primary_key, route, product, pipeline)

    def arrive(self) -> ReceivedRequest:
        """Makes the request as the server hands it over."""
        lines = [("host", "localhost:8080"), (KEY.lower(), self.key)]
        return ReceivedRequest("GET", PATH, lines, b"", "127.0.0.1", "http")

    async def enter(self) -> Exchange:
        """Makes the exchange that the policies work on."""
        request = self.arrive().request(Url("", "", 0, ""), self.route.prefix, {})
        exchange = Exchange(self.service, self.route.api, self.route.operation, request)
        exchange.product, exchange.subscription = self.product, self.service.subscriptions[0]
        return exchange

    async def run(self) -> None:
        """Makes the exchange and runs the three sections."""
        exchange = await self.enter()
        waiting = self.pipeline.forward(exchange)
        if waiting is not None:
            await waiting


def measure(stage: Stage) -> Section:
    service = _service(stage)
    case = Case.of(service)
    app = Gateway(service, {backend.url: AtOnce() for backend in service.backends.values()})
    requests = FEW if stage.quick else REQUESTS

    def policies() -> float:
        # Policies run on an exchange, whose making is not their cost.
        return _microseconds(case.run, requests) - _microseconds(case.enter, requests)

    async def answer() -> None:
        answer = app.answer(case.arrive())
        if not isinstance(answer, Response):
            await answer

    def whole() -> float:
        return _microseconds(answer, requests)

    ours, theirs = stage.interleave(ROUNDS, policies, whole)
    line = Line(name="time per request", unit="µs", ours=ours, theirs=theirs)
    return Section(title=TITLE, notes=NOTES, lines=(line,))


def _service(stage: Stage) -> Service:
    command = [sys.executable, "-m", "gatehouse.program.evaluate", "--stack", STACK]
    graph = Graph.from_json(output(command, stage.program))
    return load(gateway_document(graph))


def _microseconds(work: Callable[[], Awaitable[object]], times: int) -> float:
    async def repeat() -> float:
        started = time.perf_counter()
        for _ in range(times):
            await work()
        return time.perf_counter() - started

    return asyncio.run(repeat()) / times * 1e6
