"""An HTTP server that a test makes up."""

from __future__ import annotations

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

from gatehouse.laptop.ports import LOOPBACK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Handler(BaseHTTPRequestHandler):
    """Answers GET requests by its method `get`, without noting them down."""

    def do_GET(self) -> None:
        self.get()

    def get(self) -> None:
        """Calls `answer` once."""
        raise NotImplementedError

    def answer(self, status: int, page: str = "", headers: Mapping[str, str] | None = None) -> None:
        """Sends the whole answer."""
        body = page.encode()
        self.send_response(status)
        for name, value in {**(headers or {}), "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keeps quiet."""


@contextmanager
def served(handler: type[Handler]) -> Iterator[str]:
    """Serves by the handler, and gives the URL."""
    with ThreadingHTTPServer((LOOPBACK, 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://{LOOPBACK}:{server.server_port}"
        server.shutdown()
        thread.join()
