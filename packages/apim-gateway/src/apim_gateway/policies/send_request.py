"""Sends a request of its own and keeps the response in a variable.

https://learn.microsoft.com/azure/api-management/send-request-policy
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from apim_gateway.backend.requests import incoming
from apim_gateway.compiling.policy import SECTIONS, Policy
from apim_gateway.compiling.settings import flag
from apim_gateway.errors import PolicyError
from apim_gateway.policy_parts.side_request import CHILDREN, SideRequest

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange

ATTRIBUTES = ("mode", "response-variable-name", "timeout", "ignore-error")


def compile_send_request(element: Element, compilation: Compilation) -> Step:
    """Reads the request at load; the variable is null where an error is ignored.

    `timeout` is 1 to 240 seconds, 60 by default. A response with any status is no error.
    """
    element.only(attributes=ATTRIBUTES, children=CHILDREN)
    request = SideRequest.of(element, compilation)
    variable = compilation.constant(element.required("response-variable-name"), element.place)
    ignore_error = flag(element, "ignore-error", compilation, default=False)
    upstream = compilation.upstream

    async def send_request(exchange: Exchange) -> None:
        sent = request.build(exchange)
        seconds = request.timeout(exchange)
        try:
            async with asyncio.timeout(seconds):
                answer = await upstream.send(sent)
        except OSError as error:  # TimeoutError is one
            if not ignore_error(exchange):
                raise _failure(error, seconds) from error
            exchange.variables[variable] = None
        else:
            exchange.variables[variable] = incoming(answer, sent.method)

    return send_request


def _failure(error: OSError, seconds: int) -> PolicyError:
    if isinstance(error, TimeoutError):
        return PolicyError("send-request", "Timeout", f"No response came in {seconds} seconds.")
    return PolicyError("send-request", "BackendConnectionFailure", str(error))


POLICY = Policy(name="send-request", sections=SECTIONS, compile=compile_send_request)
