"""Runs one function, as the Python worker of Azure Functions does."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from .context import FunctionContext
from .payload import Output, decoded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from azure import functions as func

    from .function_app import IndexedFunction

_log = logging.getLogger("azure.functions")


class ServiceNeededError(Exception):
    """A function asks for data of a service that only Azure has."""


async def call(
    function: IndexedFunction,
    request: func.HttpRequest,
    headers: Mapping[str, str],
    folder: str,
) -> object:
    """Answers a request; raises what the function raises."""
    return await _run(function, request, headers, folder)


async def run(function: IndexedFunction, payload: bytes, folder: str) -> None:
    """Runs a function whose trigger is not HTTP; raises what it raises."""
    value = decoded(str(function.trigger["type"]), payload)
    await _run(function, value, {}, folder)


async def _run(
    function: IndexedFunction, value: object, headers: Mapping[str, str], folder: str
) -> object:
    outputs = {name: Output() for name in function.outputs if name != "$return"}
    arguments: dict[str, Any] = {str(function.trigger["name"]): value, **outputs}
    if function.inputs:
        named = ", ".join(f"{name} ({kind})" for name, kind in function.inputs.items())
        raise ServiceNeededError(
            f"the function {function.name!r} takes {named} from a service that only Azure has; it "
            "runs there, and its other functions run here"
        )
    if function.takes_context:
        arguments["context"] = FunctionContext.of(function.name, folder, headers)
    if function.is_async:
        answer = await function.handler(**arguments)
    else:  # in a thread: what blocks there doesn't hold up the other requests
        answer = await asyncio.to_thread(function.handler, **arguments)
    for name, output in outputs.items():
        if output.get() is not None:
            _log.warning("%s: %s = %r goes nowhere here", function.name, name, output.get())
    return answer
