"""Asks a site whether it is healthy, as App Service does: by IP address, over plain HTTP.

https://learn.microsoft.com/azure/app-service/monitor-instances-health-check
"""

from __future__ import annotations

import asyncio
import re

from gatehouse.laptop.ports import LOOPBACK

ANY_PATH = "/robots933456.txt"
"""The path that App Service asks for to see whether a site without a health check has started."""
OK = 200
PAUSES = (0.02, 1.0)
"""Seconds after the first question, and after those that come late."""
STATUS_LINE = re.compile(rb"HTTP/1\.[01] (\d{3}) ")


async def until_healthy(port: int, path: str) -> None:
    """Waits until the path answers 200; without a path, until anything is answered."""
    pause, longest = PAUSES
    while (answer := await status(port, path or ANY_PATH)) != OK and (path or not answer):
        await asyncio.sleep(pause)
        pause = min(pause * 2, longest)


async def status(port: int, path: str) -> int:
    """Returns the status of the answer; 0 when there is none."""
    request = f"GET {path} HTTP/1.1\r\nHost: {LOOPBACK}:{port}\r\nConnection: close\r\n\r\n"
    try:
        reader, writer = await asyncio.open_connection(LOOPBACK, port)
        try:
            writer.write(request.encode())
            found = STATUS_LINE.match(await reader.readline())
        finally:
            writer.close()
    except (OSError, RuntimeError):  # uvloop raises the second for a connection that was reset
        return 0
    return int(found[1]) if found else 0
