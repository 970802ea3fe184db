"""Delivers responses to the callers: those of one turn of the event loop together.

Each write to a socket wakes the caller up and puts the gateway's own code out of the processor's
caches. Done for many in a row, both happen once.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from apim_gateway.messages.exchange import Response

    Deliver = Callable[[Response], None]

_log = logging.getLogger(__name__)


class PendingResponses:
    """The requests that wait for their response, and the responses that are about to leave."""

    def __init__(self) -> None:
        self.under_way: set[asyncio.Task[None]] = set()
        """The tasks of requests without a response yet; a server that ends early cancels them."""
        self._ready: list[tuple[Deliver, Response]] = []

    def expect(self, answer: Awaitable[Response], deliver: Deliver) -> asyncio.Task[None]:
        """Awaits the response in the task that it returns, then delivers it."""
        task = asyncio.create_task(self._wait(answer, deliver))
        self.under_way.add(task)
        return task

    def abandon(self, task: asyncio.Task[None]) -> None:
        """Cancels the request, but not before its task has begun and can tidy up behind itself."""
        # A task that is cancelled before its first step never runs at all, so not even `finally`.
        asyncio.get_running_loop().call_soon(task.cancel)

    async def _wait(self, answer: Awaitable[Response], deliver: Deliver) -> None:
        task = asyncio.current_task()
        try:
            response = await answer
        finally:
            # A callback for it would be another turn of the loop.
            self.under_way.discard(task)
        self._ready.append((deliver, response))
        if not self.under_way:  # a lone caller doesn't wait for the turn's end
            self._leave()
        elif len(self._ready) == 1:  # the first of this turn: the others leave with it
            asyncio.get_running_loop().call_soon(self._leave)

    def _leave(self) -> None:
        ready, self._ready = self._ready, []
        for deliver, response in ready:
            try:
                deliver(response)
            except Exception:  # noqa: BLE001 - not the trouble of those that leave with it
                _log.exception("A response could not be delivered")
