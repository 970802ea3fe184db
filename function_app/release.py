"""Names the release of the code in a header of every answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

FOLDER = Path(__file__).parent
FILE = "release.txt"
"""Only the deployed code has it: the digest of all its other files."""
HEADER = "X-Release"


def read_release(folder: Path = FOLDER) -> str:
    """Returns the digest that came with the code, nothing where nobody has released it."""
    file = folder / FILE
    return file.read_text(encoding="utf-8").strip() if file.exists() else ""


class Release:
    """Adds the digest to every answer, so that whoever deploys sees when the new code serves."""

    def __init__(self, app: ASGIApp, digest: str) -> None:
        self._app = app
        self._digest = digest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_header(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[HEADER] = self._digest
            await send(message)

        await self._app(scope, receive, send_with_header)
