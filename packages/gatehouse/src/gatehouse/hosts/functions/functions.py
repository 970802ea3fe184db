"""The functions of one state of the code: finds the one for a request, and has a worker run it.

https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gatehouse.hosts.functions.request import empty, headers_of, parameters_of, split_url
from gatehouse.hosts.functions.routes import Routes
from gatehouse.hosts.functions.worker import FunctionError

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.messages.upstream import UpstreamRequest, UpstreamResponse
    from gatehouse.hosts.functions.keys import FunctionKeys
    from gatehouse.hosts.functions.worker import Ready, Worker

HTTP_TRIGGER = "httpTrigger"
ADMIN = "/admin/functions/"
"""Where a function without HTTP is run by hand.

https://learn.microsoft.com/azure/azure-functions/functions-manually-run-non-http
"""
BAD_REQUEST, UNAUTHORIZED, NOT_FOUND, FAILED = 400, 401, 404, 500


@dataclass(frozen=True, slots=True)
class HttpFunction:
    """A function with an HTTP trigger."""

    name: str
    level: str
    """ANONYMOUS, FUNCTION or ADMIN."""


class Functions:
    """Answers requests as the Functions host does: 404, 401, what the function returns, or 500."""

    def __init__(
        self, ready: Ready, worker: Worker, keys: FunctionKeys, report: Callable[[str], None]
    ) -> None:
        """Raises LocalError for a route that Azure would not understand."""
        self._worker = worker
        self._keys = keys
        self._report = report
        self._routes: Routes[HttpFunction] = Routes()
        self.by_hand: list[str] = []
        """Functions that only an event of Azure calls, or somebody by hand."""
        for one in ready.description["functions"]:
            if one["trigger"] == HTTP_TRIGGER:
                self._add(one, ready.description["route_prefix"])
            else:
                self.by_hand.append(one["name"])

    async def answer(self, request: UpstreamRequest) -> UpstreamResponse:
        """Answers the request; raises OSError when the worker is gone."""
        path, query = split_url(request.url)
        headers, params = headers_of(request.headers), parameters_of(query)
        if path.startswith(ADMIN):
            return await self._run(path.removeprefix(ADMIN), request, headers, params)
        found = self._routes.find(request.method, path)
        if found is None:
            return empty(NOT_FOUND)
        function, route = found
        if not self._keys.opens(function.level, headers, params):
            return empty(UNAUTHORIZED)
        try:
            return await self._worker.call(
                function.name,
                request.method,
                request.url,
                headers=headers,
                query=params,
                route=route,
                body=request.body,
            )
        except FunctionError as error:
            self._report(f"{function.name} failed\n{error}")
            return empty(FAILED)

    def _add(self, function: dict[str, Any], prefix: str) -> None:
        methods = function["methods"]
        self._routes.add(
            f"{prefix}/{function['route']}",
            frozenset(methods) if methods else None,
            HttpFunction(function["name"], function["level"]),
        )

    async def _run(
        self,
        name: str,
        request: UpstreamRequest,
        headers: dict[str, str],
        params: dict[str, str],
    ) -> UpstreamResponse:
        """Runs a function by hand, with the text that the body's `input` holds."""
        if not self._keys.opens("ADMIN", headers, params):
            return empty(UNAUTHORIZED)
        if name not in self.by_hand or request.method != "POST":
            return empty(NOT_FOUND)
        try:
            payload = str(json.loads(request.body or b"{}").get("input", ""))
        except (ValueError, AttributeError):
            return empty(BAD_REQUEST)
        try:
            return await self._worker.run(name, payload.encode())
        except FunctionError as error:
            self._report(f"{name} failed\n{error}")
            return empty(FAILED)
