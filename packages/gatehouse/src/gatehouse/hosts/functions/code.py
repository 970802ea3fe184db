"""The code of a function app: loaded once, it answers requests until it is retired.

https://learn.microsoft.com/azure/azure-functions/functions-reference-python
"""

from __future__ import annotations

import asyncio
import importlib
import json
import traceback
from typing import TYPE_CHECKING

from azure import functions as func

from gatehouse.errors import LocalError
from gatehouse.hosts.functions.request import (
    empty,
    headers_of,
    parameters_of,
    split_url,
    to_response,
)
from gatehouse.hosts.functions.routes import Routes
from gatehouse.hosts.functions.trigger import HttpTrigger, read_trigger

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from apim_gateway.messages.upstream import UpstreamRequest, UpstreamResponse
    from gatehouse.hosts.functions.keys import FunctionKeys

SCRIPT = "function_app"
DEFAULT_PREFIX = "api"
NOT_FOUND, UNAUTHORIZED, FAILED = 404, 401, 500


class FunctionCode:
    """One state of the source folder; raises LocalError for one that Azure would not index."""

    def __init__(self, folder: Path, keys: FunctionKeys, report: Callable[[str], None]) -> None:
        self._app = _top_level_app()
        self._keys = keys
        self._report = report
        self._routes: Routes[HttpTrigger] = Routes()
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()
        prefix = _route_prefix(folder / "host.json")
        for function in self._app.get_functions():  # legal only once
            trigger = read_trigger(function, folder)
            self._routes.add(f"{prefix}/{trigger.route}", trigger.methods, trigger)

    async def start(self) -> None:
        """Starts the ASGI app, if it is one; raises LocalError when that fails.

        On Azure the first request does it. Here it comes before, so that code which can't start
        never serves, and two first requests don't start it twice.
        """
        if isinstance(self._app, func.AsgiFunctionApp):
            # Set by hand, for it is how the app knows that no request has to start it any more.
            self._app.startup_task_done = True
            try:
                started = await self._app.middleware.notify_startup()  # type: ignore[no-untyped-call]
            except asyncio.CancelledError:
                await self.retire()  # or the task that startup leaves is torn apart, noisily
                raise
            if not started:
                self._app.startup_task_done = False
                raise LocalError("the app's startup failed; its log lines say why. Correct it.")

    async def answer(self, request: UpstreamRequest) -> UpstreamResponse:
        """Answers as the Functions host does: 404, 401, what the function returns, or 500."""
        path, query = split_url(request.url)
        found = self._routes.find(request.method, path)
        if found is None:
            return empty(NOT_FOUND)
        trigger, route_params = found
        # The route before the key, as on Azure: a path without a function is 404 to everybody.
        headers, params = headers_of(request.headers), parameters_of(query)
        if not self._keys.opens(trigger.level, headers, params):
            return empty(UNAUTHORIZED)
        return await self._invoke(
            trigger,
            func.HttpRequest(
                request.method,
                request.url,
                headers=headers,
                params=params,
                route_params=route_params,
                body=request.body,
            ),
        )

    async def retire(self) -> None:
        """Waits until no request is under way any more, then shuts the ASGI app down.

        Example: a save in the middle of a slow request. The new code takes the next request at
        once, the old one's answer still arrives, and then its lifespan ends, in which the app
        closes the connections that the slow request was using.
        """
        await self._idle.wait()
        if isinstance(self._app, func.AsgiFunctionApp) and self._app.startup_task_done:
            self._app.startup_task_done = False  # or its destructor does it again, noisily
            await self._app.middleware.notify_shutdown()  # type: ignore[no-untyped-call]

    async def _invoke(self, trigger: HttpTrigger, request: func.HttpRequest) -> UpstreamResponse:
        self._under_way += 1
        self._idle.clear()
        try:
            return to_response(await trigger.invoke(request))
        except Exception:  # noqa: BLE001 - a function may raise whatever it likes
            self._report(f"{trigger.name} failed\n{traceback.format_exc()}")
            return empty(FAILED)
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._idle.set()


def _top_level_app() -> func.FunctionRegister:
    # The worker's rule: one name of the module, and only one, holds an app.
    members = vars(importlib.import_module(SCRIPT)).items()
    apps = {name: app for name, app in members if isinstance(app, func.FunctionRegister)}
    if len(apps) != 1:
        raise LocalError(
            f"{SCRIPT}.py defines {len(apps)} function apps at its top level"
            f"{(apps and ': ' + ', '.join(apps)) or ''}; allowed is exactly one. Keep one "
            "func.FunctionApp or func.AsgiFunctionApp."
        )
    return next(iter(apps.values()))


def _route_prefix(host_json: Path) -> str:
    try:
        host = json.loads(host_json.read_text())
        return str(host.get("extensions", {}).get("http", {}).get("routePrefix", DEFAULT_PREFIX))
    except (OSError, ValueError, AttributeError) as error:
        raise LocalError(
            f"{host_json} can't be read ({error}); allowed is a JSON object as the Functions host "
            'takes it, at least {"version": "2.0"}. Correct the file.'
        ) from error
