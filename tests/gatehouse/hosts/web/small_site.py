"""A site of one file, and what a visitor and its host see of it."""

from __future__ import annotations

import asyncio
import urllib.request
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gatehouse.hosts.web.web_host import WebHost

APP = """
import os, sys
print("app loaded", flush=True)

def app(environ, start_response):
    path = environ["PATH_INFO"]
    start_response("200 OK" if path != "/sick" else "503 Service Unavailable", [])
    return [os.environ.get(path[1:], "first").encode()]
"""


@dataclass
class Running:
    """A site that runs, and the lines it has said."""

    host: WebHost
    said: list[str] = field(default_factory=list)

    async def page(self, path: str = "/") -> str:
        """Returns what a visitor gets."""

        def get() -> str:
            url = f"http://127.0.0.1:{self.host.port}{path}"
            with urllib.request.urlopen(url, timeout=30) as answer:
                text: str = answer.read().decode()
                return text

        return await asyncio.to_thread(get)

    def process(self) -> int:
        """Returns the id of the process that serves."""
        if self.host._process is None:
            raise AssertionError
        return self.host._process._process.pid
