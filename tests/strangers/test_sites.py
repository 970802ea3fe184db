"""Sites that somebody brings: Django twice, Flask twice, Starlette; two have a WebSocket."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit
from urllib.request import urlopen

if TYPE_CHECKING:
    from tests.strangers.conftest import Strangers


def call(url: str, body: bytes | None = None) -> Any:
    with urlopen(url, body, timeout=20) as response:
        return json.load(response)


def say(url: str, word: bytes) -> bytes:
    """Says a short word on the app's WebSocket; returns the short answer.

    https://www.rfc-editor.org/rfc/rfc6455
    """
    host = urlsplit(url).netloc
    opening = (
        f"GET /echo HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    place, _, port = host.partition(":")
    with socket.create_connection((place, int(port)), timeout=20) as connection:
        connection.sendall(opening.encode())
        heard = connection.makefile("rb")
        assert heard.readline().split()[1] == b"101"
        while heard.readline().strip():
            pass
        # A text frame; its mask of zeros leaves the word as it is.
        connection.sendall(bytes([0x81, 0x80 | len(word), 0, 0, 0, 0]) + word)
        first, length = heard.read(2)
        assert first == 0x81
        return heard.read(length)


def test_django_knows_its_host_and_keeps_what_it_is_given(strangers: Strangers) -> None:
    url = strangers.url("blog")
    call(f"{url}/", urlencode({"title": "Moved in"}).encode())
    assert call(f"{url}/")["posts"] == ["Moved in"]


def test_static_files_are_collected_at_the_start(strangers: Strangers) -> None:
    with urlopen(f"{strangers.url('blog')}/static/posts/blog.css", timeout=20) as response:
        assert response.read().decode() == "body { color: teal }\n"


def test_an_upload_restarts_nothing(strangers: Strangers) -> None:
    url = strangers.url("blog")
    before = call(f"{url}/")["process"]
    call(f"{url}/upload", b"print('no code of the site')")
    assert {call(f"{url}/")["process"] for _ in range(20)} == {before}


def test_an_asgi_django_has_pages_and_a_socket(strangers: Strangers) -> None:
    url = strangers.url("board")
    assert call(url) == {"database": "board"}
    assert say(url, b"hello") == b"the board heard hello"


def test_django_sites_share_a_server_with_a_database_each(strangers: Strangers) -> None:
    dsns = strangers.run.endpoints["databases"]
    places = {urlsplit(dsns[name]).port for name in ("quizzes", "blog", "board")}
    assert len(places) == 1


def test_two_of_a_kind_keep_apart(strangers: Strangers) -> None:
    first, second = strangers.url("poll"), strangers.url("second")
    call(first, urlencode({"word": "tea"}).encode())
    call(second, urlencode({"word": "cats"}).encode())
    assert call(first) == {"question": "Tea or coffee?", "votes": ["tea"]}
    assert call(second) == {"question": "Cats or dogs?", "votes": ["cats"]}


def test_a_socket_and_a_stream_pass(strangers: Strangers) -> None:
    url = strangers.url("chat")
    assert say(url, b"hello") == b"you said hello"
    with urlopen(f"{url}/count", timeout=20) as response:
        assert response.read() == b"0\n1\n2\n"
