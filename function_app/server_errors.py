"""An exception that no route handled becomes a JSON answer.

FastAPI's own handler answers and then raises again, which Functions turns into an empty 500.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOGGER = logging.getLogger(__name__)


class ServerErrors:
    """Logs the exception with its traceback; the caller gets neither."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on; raises what comes after the answer has begun."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def send_and_note(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, send_and_note)
        except Exception:
            # Half an answer can't be taken back: the server breaks the connection off instead.
            if begun:
                raise
            LOGGER.exception("%s %s failed", scope["method"], scope["path"])
            answer = JSONResponse({"detail": "Internal Server Error"}, status_code=500)
            await answer(scope, receive, send)
