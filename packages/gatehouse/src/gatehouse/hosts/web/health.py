"""Asks a site whether it is healthy, as App Service does: over plain HTTP, by its default domain.

https://learn.microsoft.com/azure/app-service/monitor-instances-health-check
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatehouse.laptop.ports import LOOPBACK

if TYPE_CHECKING:
    from collections.abc import Iterable

ANY_PATH = "/robots933456.txt"
"""The path that App Service asks for to see whether a site without a health check has started."""
HEALTHY = range(200, 300)
PAUSES = (0.02, 0.1, 1.0)
"""Seconds after the first question, in the first seconds, and later."""
SOON = 10.0
PATIENCE = 60.0
"""Seconds after which App Service takes a path without an answer for unhealthy."""
STATUS_LINE = re.compile(rb"HTTP/1\.[01] (\d{3}) ")
LOCATION = re.compile(rb"\r\nlocation:[ \t]*([^\r\n]*)", re.IGNORECASE)
HEAD = 65536


@dataclass(frozen=True, slots=True)
class Answer:
    """The status, and where it redirects to; 0 when there is no answer."""

    status: int = 0
    location: str = ""


class HealthCheck:
    """Asks one process of a site; `host` is what visitors call it."""

    def __init__(self, port: int, path: str, host: str) -> None:
        self.last = Answer()
        """What came back last."""
        self._port = port
        self._path = path
        self._host = host

    async def until_healthy(self) -> None:
        """Waits until the path answers 200 to 299; without a path, until anything is answered."""
        pause, loop = PAUSES[0], asyncio.get_running_loop()
        began = loop.time()
        while not self._is_healthy(await self.ask()):
            await asyncio.sleep(pause)
            pause = min(pause * 2, PAUSES[1] if loop.time() - began < SOON else PAUSES[2])

    def diagnosis(self, site_port: int, bound: Iterable[int]) -> str:
        """Returns what was asked, what came back, and what usually causes it.

        `site_port` is the one that App Service forwards to, `bound` are others that the app has.
        """
        asked = f"GET {self._path or ANY_PATH} (Host: {self._host})"
        status, location = self.last.status, self.last.location
        if not status:
            others = ", ".join(str(port) for port in sorted(bound))
            if others:
                return (
                    f"App Service forwards to port {site_port} and gets no answer on {others}, "
                    f"where the app listens. Have it listen on port {site_port}, or on $PORT"
                )
            return f"{asked} gets no answer: nothing listens on port {site_port} or $PORT yet"
        return (
            f"{asked} answers {status}{location and f' to {location}'}: {_cause(status, location)}"
        )

    def _is_healthy(self, answer: Answer) -> bool:
        self.last = answer
        return answer.status in HEALTHY if self._path else bool(answer.status)

    async def ask(self) -> Answer:
        """Returns the answer to one question."""
        request = (
            f"GET {self._path or ANY_PATH} HTTP/1.1\r\nHost: {self._host}\r\n"
            "User-Agent: HealthCheck/1.0\r\nConnection: close\r\n\r\n"
        )
        try:
            async with asyncio.timeout(PATIENCE):
                reader, writer = await asyncio.open_connection(LOOPBACK, self._port, limit=HEAD)
                try:
                    writer.write(request.encode())
                    head = await reader.readuntil(b"\r\n\r\n")
                finally:
                    writer.close()
        except (OSError, EOFError, asyncio.LimitOverrunError, RuntimeError):
            # uvloop raises the last one for a connection that was reset
            return Answer()
        found, location = STATUS_LINE.match(head), LOCATION.search(head)
        return Answer(
            int(found[1]) if found else 0, location[1].decode("latin-1") if location else ""
        )


def _cause(status: int, location: str) -> str:
    if status == 400:  # noqa: PLR2004 - the table of causes
        return (
            "usually a host name that Django's ALLOWED_HOSTS doesn't have; take that of the "
            "variable WEBSITE_HOSTNAME into it"
        )
    if status == 404:  # noqa: PLR2004
        return "the site has no such page; declare a health check path that it has"
    if location.startswith("https://"):
        return (
            "usually SECURE_SSL_REDIRECT, or the like; leave it to App Service, which redirects "
            "to HTTPS by itself (HTTPS Only)"
        )
    if status in range(300, 400):
        return "App Service follows no redirect; declare the path that answers itself"
    if status in (401, 403):
        return "the health check has no login; let that path be seen by everybody"
    return "the lines above say why"
