from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from apim_gateway.messages.exchange import Response
from apim_gateway.messages.headers import Headers
from apim_gateway.server import protocol
from apim_gateway.server.protocol import Protocol
from apim_gateway.server.responses import PendingResponses

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from apim_gateway.messages.received import ReceivedRequest

ECHO = {
    "apis/demo/operations/all": {"method": "GET", "urlTemplate": "/*"},
    "apis/demo/operations/post": {"method": "POST", "urlTemplate": "/*"},
}
GET = "GET /demo/{} HTTP/1.1\r\nHost: a.test\r\n\r\n"


class Wire:
    """A connection that a test writes to byte by byte."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self.writer = writer

    def send(self, text: str) -> None:
        self.writer.write(text.encode())

    async def status(self) -> int:
        """Reads one response to its end; 0 when the connection ends first."""
        line = await self._reader.readline()
        length = 0
        while (header := await self._reader.readline()).strip():
            name, _, value = header.decode().partition(":")
            if name.lower() == "content-length":
                length = int(value)
        await self._reader.readexactly(length)
        return int(line.split()[1]) if line else 0

    async def rest(self) -> bytes:
        return await self._reader.read()


@pytest.fixture
async def wire(
    gateway_for: Callable[..., Awaitable[str]], cleanup: Any
) -> Callable[[], Awaitable[Wire]]:
    url = urlsplit(await gateway_for(ECHO))

    async def wire() -> Wire:
        reader, writer = await asyncio.open_connection(url.hostname, url.port)

        async def close() -> None:
            writer.close()
            await asyncio.gather(writer.wait_closed(), return_exceptions=True)

        cleanup.push_async_callback(close)
        return Wire(reader, writer)

    return wire


async def test_a_connection_serves_many_requests(wire: Any) -> None:
    client = await wire()
    for _ in range(3):
        client.send(GET.format("items"))
        assert await client.status() == 200


async def test_pipelined_requests_are_answered_in_their_order(wire: Any, backend: Any) -> None:
    backend.answers = [{"after": 0.05, "status": 201}, {"status": 202}]
    client = await wire()
    client.send(GET.format("a") + GET.format("b"))
    assert [await client.status(), await client.status()] == [201, 202]


async def test_more_requests_than_are_read_ahead_are_answered_too(wire: Any, backend: Any) -> None:
    count = protocol.MAX_WAITING * 3
    client = await wire()
    client.send("".join(GET.format(number) for number in range(count)))
    assert [await client.status() for _ in range(count)] == [200] * count
    assert [call.target for call in backend.calls] == [f"/base/{n}" for n in range(count)]


async def test_a_caller_that_wants_to_end_is_let_go(wire: Any) -> None:
    client = await wire()
    client.send("GET /demo/items HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n")
    assert await client.status() == 200
    assert await client.rest() == b""


async def test_http_1_0_ends_with_its_answer(wire: Any) -> None:
    client = await wire()
    client.send("GET /demo/items HTTP/1.0\r\n\r\n")
    assert (await client.rest()).startswith(b"HTTP/1.1 200 OK\r\n")


async def test_what_is_not_http_is_answered_with_400(wire: Any) -> None:
    client = await wire()
    client.send("nonsense\r\n\r\n")
    assert await client.rest() == (
        b"HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
    )


async def test_a_request_to_upgrade_is_answered_as_it_stands(wire: Any) -> None:
    client = await wire()
    client.send(
        "GET /demo/items HTTP/1.1\r\nHost: a.test\r\n"
        "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
    )
    assert await client.status() == 200
    assert await client.rest() == b""


async def test_a_body_in_chunks_is_put_together(wire: Any, backend: Any) -> None:
    client = await wire()
    client.send("POST /demo/items HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n")
    client.send("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
    assert await client.status() == 200
    assert backend.calls[0].body == "abcde"


async def test_a_caller_that_waits_to_send_is_asked_to(wire: Any, backend: Any) -> None:
    client = await wire()
    client.send(
        "POST /demo/x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
    )
    assert await client.status() == 100
    client.send("ab")
    assert await client.status() == 200
    assert backend.calls[0].body == "ab"


async def test_a_caller_that_goes_away_leaves_nothing_behind(wire: Any, backend: Any) -> None:
    backend.answers = [{"after": 0.05}]
    client = await wire()
    client.send(GET.format("a") + GET.format("b"))
    while not backend.calls:
        await asyncio.sleep(0.001)
    client.writer.transport.abort()
    await asyncio.sleep(0.1)
    assert [call.target for call in backend.calls] == ["/base/a"]


class Transport(asyncio.Transport):
    """A transport that remembers."""

    def __init__(self) -> None:
        super().__init__()
        self.written = b""
        self.closed = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.written += bytes(data)

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed

    def resume_reading(self) -> None:
        pass


class App:
    """A gateway that answers when a test says so."""

    def __init__(self) -> None:
        self.answers: list[Response] = []
        self.waiting: asyncio.Event | None = None

    async def answer(self, _: ReceivedRequest) -> Response:
        if self.waiting is not None:
            await self.waiting.wait()
        return self.answers.pop(0)


@pytest.fixture
def app() -> App:
    return App()


@pytest.fixture
async def connection(app: App) -> Any:
    connection = Protocol(app, set(), PendingResponses())  # type: ignore[arg-type]
    connection.connection_made(Transport())
    yield connection
    connection.connection_lost(None)


def response(reason: str = "OK") -> Response:
    return Response(200, reason, Headers([("Date", "then")]), b"")


async def settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_a_response_that_cant_be_sent_ends_the_connection(
    app: App, connection: Any, caplog: pytest.LogCaptureFixture
) -> None:
    app.answers = [response("O\nK")]
    connection.data_received(GET.format("x").encode())
    await settled()
    assert connection._transport.written.startswith(b"HTTP/1.1 500 Internal Server Error\r\n")
    assert connection._transport.closed
    assert "A response can't be sent" in caplog.text


async def test_a_caller_that_does_not_read_gets_no_more(app: App, connection: Any) -> None:
    app.answers = [response(), response()]
    connection.pause_writing()
    connection.data_received(GET.format("x").encode())
    await settled()
    assert connection._transport.written == b""
    connection.resume_writing()
    await settled()
    assert connection._transport.written.startswith(b"HTTP/1.1 200 OK\r\n")


async def test_a_connection_ends_when_it_is_idle(
    app: App, connection: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection._close_when_idle()
    assert not connection._transport.closed
    app.waiting = asyncio.Event()
    app.answers = [response()]
    connection.data_received(GET.format("x").encode())
    monkeypatch.setattr(protocol, "KEEP_ALIVE_SECONDS", -1.0)
    connection._close_when_idle()
    assert not connection._transport.closed
    app.waiting.set()
    await settled()
    connection._close_when_idle()
    assert connection._transport.closed


async def test_shutting_down_waits_for_the_answer_under_way(app: App, connection: Any) -> None:
    app.waiting = asyncio.Event()
    app.answers = [response()]
    connection.data_received(GET.format("x").encode())
    await settled()
    connection.shutdown()
    assert not connection._transport.closed
    app.waiting.set()
    await settled()
    assert connection._transport.written.endswith(b"connection: close\r\n\r\n")
    assert connection._transport.closed


async def test_shutting_down_ends_an_idle_connection_at_once(connection: Any) -> None:
    connection.shutdown()
    assert connection._transport.closed


class Closed(Transport):
    """A transport that refuses what uvloop's refuses once it is closed."""

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self._refuse()
        super().write(data)

    def pause_reading(self) -> None:
        self._refuse()

    def resume_reading(self) -> None:
        self._refuse()

    def _refuse(self) -> None:
        if self.closed:
            raise RuntimeError("unable to perform operation on a closed transport")


@pytest.mark.parametrize(
    "sent",
    [
        GET.format("x") * (protocol.MAX_WAITING + 2),
        "nonsense\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n",
    ],
    ids=["many requests", "no HTTP", "a question for the body"],
)
async def test_nothing_is_asked_of_a_connection_that_is_closed(app: App, sent: str) -> None:
    connection = Protocol(app, set(), PendingResponses())  # type: ignore[arg-type]
    transport = Closed()
    connection.connection_made(transport)
    transport.closed = True
    connection.data_received(sent.encode())
    connection.connection_lost(None)
    assert transport.written == b""


async def test_a_caller_that_left_while_its_answer_was_made_gets_nothing(app: App) -> None:
    connection = Protocol(app, set(), PendingResponses())  # type: ignore[arg-type]
    transport = Closed()
    connection.connection_made(transport)
    app.waiting = asyncio.Event()
    app.answers = [response()]
    connection.data_received((GET.format("x") * 2).encode())
    transport.closed = True
    app.waiting.set()
    await settled()
    connection.connection_lost(None)
    assert (transport.written, app.answers) == (b"", [])
