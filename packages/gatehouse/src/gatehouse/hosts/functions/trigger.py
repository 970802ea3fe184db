"""A function with an HTTP trigger, as its decorators describe it to the Functions host.

https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger
"""

from __future__ import annotations

import asyncio
import inspect
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gatehouse.errors import LocalError
from gatehouse.hosts.functions.invocation_context import FunctionContext

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from azure import functions as func
    from azure.functions.decorators.function_app import Function

BINDINGS = {"httpTrigger", "http"}


@dataclass(frozen=True, kw_only=True, slots=True)
class HttpTrigger:
    """One function of the app: its handler, and the settings that its decorators give."""

    name: str
    level: str
    """ANONYMOUS, FUNCTION or ADMIN."""
    route: str
    """Template below the host's route prefix."""
    methods: frozenset[str] | None
    """None is any method."""
    handler: Callable[..., Any]
    parameter: str
    """The handler's parameter that takes the request."""
    takes_context: bool
    is_async: bool
    folder: str

    async def invoke(self, request: func.HttpRequest) -> object:
        """Calls the function as the worker does: sync ones in a thread; raises what they raise."""
        arguments: dict[str, object] = {self.parameter: request}
        if self.takes_context:
            arguments["context"] = FunctionContext.of(self.name, self.folder, request.headers)
        # In the loop of the whole local run: a handler that is async and blocks holds up the
        # gateway, too, as on Azure it would hold up the worker's other requests.
        if self.is_async:
            return await self.handler(**arguments)
        return await asyncio.to_thread(self.handler, **arguments)


def read_trigger(function: Function, folder: Path) -> HttpTrigger:
    """Returns the function's trigger; raises LocalError for bindings that only Azure has."""
    bindings = [json.loads(binding) for binding in function.get_raw_bindings()]
    name, handler = str(function.get_function_name()), function.get_user_function()
    types = [binding["type"] for binding in bindings]
    if "httpTrigger" not in types or not BINDINGS.issuperset(types):
        raise LocalError(
            f"the function {name!r} has the bindings {', '.join(types)}; allowed on a laptop are "
            "httpTrigger with http. Let the function's own code call the service instead."
        )
    trigger = bindings[types.index("httpTrigger")]
    return HttpTrigger(
        name=name,
        level=trigger["authLevel"].upper(),
        route=trigger["route"],
        methods=frozenset(trigger["methods"]) if "methods" in trigger else None,
        handler=handler,
        parameter=trigger["name"],
        takes_context="context" in inspect.signature(handler).parameters,
        is_async=inspect.iscoroutinefunction(handler),
        folder=str(folder),
    )
