"""Serves documents over real HTTP, in front of a backend that notes what it gets."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import ClientSession, DummyCookieJar, web

from apim_gateway import load
from apim_gateway.backend.client import Backends
from apim_gateway.compiling.loading import Compilation
from apim_gateway.compiling.steps import NOTHING
from apim_gateway.messages.exchange import Exchange, Request
from apim_gateway.messages.headers import Headers
from apim_gateway.messages.url import Url
from apim_gateway.policies import compile_policy
from apim_gateway.runtime.gateway import Gateway
from apim_gateway.server.server import Server, listen
from apim_gateway.service.model import NamedValue, Service

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

    from apim_gateway.messages.upstream import Upstream

PROVIDER = "Microsoft.ApiManagement/service"
SERVICE = {"type": PROVIDER, "name": "svc", "location": "westeurope", "sku": {"name": "Developer"}}
DEFAULTS: dict[str, object] = {
    "apis/demo": {"path": "demo", "serviceUrl": "{backend}/base", "subscriptionRequired": False},
    "apis/demo/operations/get-items": {"method": "GET", "urlTemplate": "/items"},
}


@pytest.fixture
def exchange() -> Exchange:
    """A request that no policy has changed yet."""
    url = Url.parse("http://backend.test/items")
    request = Request("GET", url, url, Headers(), b"", "127.0.0.1", {})
    return Exchange(Service(name="svc"), None, None, request)


@pytest.fixture
def compilation() -> Compilation:
    """What a policy gets that stands in the inbound section of an API."""
    values = {"five": "5", "host": "one.test"}
    named_values = {name: NamedValue(name=name, value=value) for name, value in values.items()}
    return Compilation(
        service=Service(name="svc", named_values=named_values),
        section="inbound",
        scope="api",
        owner="api demo",
        compile_one=compile_policy,
        states={},
        clock=time.monotonic,
        upstream=Backends({}),
        base=NOTHING,
    )


@dataclass
class Answer:
    """What came back."""

    status: int
    reason: str
    headers: list[tuple[str, str]]
    body: str

    def header(self, name: str) -> str | None:
        return joined(self.headers, name)


@dataclass
class Call:
    """What a backend was sent."""

    method: str
    target: str
    headers: list[tuple[str, str]]
    body: str

    def header(self, name: str) -> str | None:
        return joined(self.headers, name)


@dataclass
class Backend:
    """A backend on a port of its own; answers as told, in turn, the last one again and again."""

    url: str = ""
    calls: list[Call] = field(default_factory=list)
    answers: list[dict[str, Any]] = field(default_factory=lambda: [{}])

    async def handle(self, request: web.Request) -> web.Response:
        headers = [(name.decode(), value.decode()) for name, value in request.raw_headers]
        body = (await request.read()).decode()
        self.calls.append(Call(request.method, request.raw_path, headers, body))
        answer = self.answers[min(len(self.calls), len(self.answers)) - 1]
        await asyncio.sleep(answer.get("after", 0))
        given = {
            name: value.replace("{backend}", self.url)
            for name, value in answer.get("headers", {}).items()
        }
        return web.Response(
            status=answer.get("status", 200), headers=given, text=answer.get("body", "")
        )


def joined(headers: list[tuple[str, str]], name: str) -> str | None:
    values = [value for key, value in headers if key.lower() == name.lower()]
    return ", ".join(values) if values else None


def document(given: Mapping[str, object], backend: str) -> dict[str, Any]:
    """Makes ARM resources of `kind/name` paths, over one API with one operation.

    A string is a policy document; null takes a default away; `service` changes the service.
    """
    service = given.get("service", {})
    resources = [{**SERVICE, **(service if isinstance(service, dict) else {})}]
    for path, value in {**DEFAULTS, **given}.items():
        if value is not None and path != "service":
            parts = path.split("/")
            properties = {"format": "rawxml", "value": value} if isinstance(value, str) else value
            resources.append(
                {
                    "type": "/".join((PROVIDER, *parts[::2])),
                    "name": "/".join(("svc", *parts[1::2])),
                    "properties": properties,
                }
            )
    text = json.dumps({"resources": resources}).replace("{backend}", backend)
    found: dict[str, Any] = json.loads(text)
    return found


@pytest.fixture
def make_document() -> Callable[[Mapping[str, object]], dict[str, Any]]:
    """Makes a document whose backend is nowhere."""
    return lambda given: document(given, "http://backend.test")


@pytest.fixture
async def cleanup() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as stack:
        yield stack


@pytest.fixture
async def backend(cleanup: AsyncExitStack) -> Backend:
    backend = Backend()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", backend.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    cleanup.push_async_callback(runner.cleanup)
    listener = listen(0)
    await web.SockSite(runner, listener).start()
    backend.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    return backend


@pytest.fixture
async def serve(cleanup: AsyncExitStack) -> Callable[[Gateway], Awaitable[str]]:
    """Serves a gateway on a free port and returns its URL."""

    async def serve(app: Gateway) -> str:
        listener = listen(0)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        server = Server(app)
        serving = asyncio.create_task(server.serve([listener]))

        async def stop() -> None:
            server.stop()
            await serving

        cleanup.push_async_callback(stop)
        await server.ready.wait()
        return url

    return serve


@pytest.fixture
async def gateway_for(
    backend: Backend, serve: Callable[[Gateway], Awaitable[str]]
) -> Callable[..., Awaitable[str]]:
    """Serves what is given over the defaults, as in `document`, and returns the gateway's URL."""

    async def gateway_for(
        given: Mapping[str, object], upstreams: Mapping[str, Upstream] | None = None
    ) -> str:
        return await serve(Gateway(load(document(given, backend.url)), upstreams))

    return gateway_for


@pytest.fixture
async def call(cleanup: AsyncExitStack) -> Callable[..., Awaitable[Answer]]:
    """Sends one request with these headers and no others."""
    skipped = ("Accept", "Accept-Encoding", "Content-Type", "User-Agent")
    session = await cleanup.enter_async_context(
        ClientSession(cookie_jar=DummyCookieJar(), skip_auto_headers=skipped)
    )

    async def call(
        method: str, url: str, headers: Mapping[str, str] | None = None, body: str = ""
    ) -> Answer:
        async with session.request(
            method, url, headers=headers, data=body.encode() or None, allow_redirects=False
        ) as response:
            lines = [(name.decode(), value.decode()) for name, value in response.raw_headers]
            return Answer(response.status, response.reason or "", lines, await response.text())

    return call
