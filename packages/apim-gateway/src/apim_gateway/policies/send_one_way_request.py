"""Sends a request of its own without waiting for the answer.

https://learn.microsoft.com/azure/api-management/send-one-way-request-policy
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from apim_gateway.compiling.policy import SECTIONS, Policy
from apim_gateway.policy_parts.side_request import CHILDREN, SideRequest

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange
    from apim_gateway.messages.upstream import UpstreamRequest

LOG = logging.getLogger("gateway.send-one-way-request")


def compile_send_one_way_request(element: Element, compilation: Compilation) -> Step:
    """Reads the request at load; a failure is only logged."""
    element.only(attributes=("mode", "timeout"), children=CHILDREN)
    request = SideRequest.of(element, compilation)
    upstream = compilation.upstream
    # The event loop itself does not keep tasks alive.
    under_way: set[asyncio.Task[None]] = compilation.state("send-one-way-request", set)

    async def send(sent: UpstreamRequest, seconds: int) -> None:
        try:
            async with asyncio.timeout(seconds):
                await upstream.send(sent)
        except OSError as error:
            LOG.warning("%s: %s", element.place, str(error) or type(error).__name__)

    def send_one_way_request(exchange: Exchange) -> None:
        task = asyncio.create_task(send(request.build(exchange), request.timeout(exchange)))
        under_way.add(task)
        task.add_done_callback(under_way.discard)

    return send_one_way_request


POLICY = Policy(
    name="send-one-way-request", sections=SECTIONS, compile=compile_send_one_way_request
)
