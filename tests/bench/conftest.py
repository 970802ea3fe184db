from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.served import served


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
    with served(_Picky) as url:
        yield f"{url}/"


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """An executable to be filled with shell commands."""
    file = tmp_path / "script"
    file.touch(mode=0o755)
    return file
