from __future__ import annotations

import asyncio
import ssl
from typing import TYPE_CHECKING, Any

import pytest

from apim_gateway.backend.client import Backends
from apim_gateway.messages.upstream import UpstreamRequest, UpstreamResponse
from apim_gateway.server.server import listen
from tests.certificate import self_signed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from contextlib import AsyncExitStack
    from pathlib import Path

ANSWER = (
    b"HTTP/1.1 302 Found\r\nLocation: /there\r\nSet-Cookie: a=b\r\n"
    b"Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nraw"
)


class Socket:
    """A backend that counts connections and keeps what it reads."""

    def __init__(self) -> None:
        self.url = ""
        self.connections = 0
        self.heads: list[str] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while True:
                self.heads.append((await reader.readuntil(b"\r\n\r\n")).decode())
                writer.write(ANSWER)
        except asyncio.IncompleteReadError:
            writer.close()


@pytest.fixture
async def backend(cleanup: Any) -> Socket:
    backend = Socket()
    listener = listen(0)
    server = await asyncio.start_server(backend.serve, sock=listener)
    cleanup.push_async_callback(server.wait_closed)
    cleanup.callback(server.close)
    backend.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    return backend


@pytest.fixture
async def backends() -> AsyncIterator[Backends]:
    backends = Backends({})
    yield backends
    await backends.close()


def request(url: str) -> UpstreamRequest:
    return UpstreamRequest("GET", url, [("host", "h.test"), ("x-a", "1"), ("x-a", "2")], b"")


async def test_an_answer_comes_back_as_it_was_sent(backend: Socket, backends: Backends) -> None:
    assert await backends.send(request(f"{backend.url}/a%2Fb?c=%20")) == UpstreamResponse(
        302,
        [
            ("Location", "/there"),
            ("Set-Cookie", "a=b"),
            ("Content-Encoding", "gzip"),
            ("Content-Length", "3"),
        ],
        b"raw",
    )


async def test_a_request_goes_out_as_it_was_made(backend: Socket, backends: Backends) -> None:
    await backends.send(request(f"{backend.url}/a%2Fb?c=%20"))
    lines = backend.heads[0].strip().split("\r\n")
    assert lines[0] == "GET /a%2Fb?c=%20 HTTP/1.1"
    assert sorted(line.lower() for line in lines[1:]) == ["host: h.test", "x-a: 1", "x-a: 2"]


async def test_a_connection_is_used_again_and_cookies_are_not_kept(
    backend: Socket, backends: Backends
) -> None:
    for _ in range(3):
        await backends.send(request(f"{backend.url}/"))
    assert (backend.connections, "cookie" in "".join(backend.heads).lower()) == (1, False)


async def test_a_backend_that_is_not_there_is_an_os_error(backends: Backends) -> None:
    with pytest.raises(OSError, match="Cannot connect"):
        await backends.send(request("http://127.0.0.1:1/"))


async def test_a_backend_without_a_certificate_of_somebody_trusted_is_an_os_error(
    backends: Backends, tmp_path: Path, cleanup: AsyncExitStack
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path, "localhost"))
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0, ssl=context)
    await cleanup.enter_async_context(server)
    port = server.sockets[0].getsockname()[1]
    with pytest.raises(OSError, match="certificate verify failed"):
        await backends.send(request(f"https://localhost:{port}/"))


async def test_it_may_be_closed_and_used_again(backend: Socket, backends: Backends) -> None:
    await backends.close()
    await backends.send(request(backend.url))
    await backends.close()
    assert (await backends.send(request(backend.url))).status == 302
