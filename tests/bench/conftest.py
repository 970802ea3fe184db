import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest


class _Picky(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.headers.get("key") == "right" else 401)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def picky_url() -> Iterator[str]:
    """A server that answers 200 to `key: right`, else 401."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Picky)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    serving.join()
    server.server_close()


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """An executable to be filled with shell commands."""
    file = tmp_path / "script"
    file.touch(mode=0o755)
    return file
