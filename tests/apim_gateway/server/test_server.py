from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from apim_gateway import load
from apim_gateway.runtime.gateway import Gateway
from apim_gateway.server import server
from apim_gateway.server.server import ServeError, Server, listen

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def app(make_document: Callable[..., Any]) -> Any:
    return Gateway(load(make_document({})))


def test_a_port_that_is_taken_is_one_clear_message() -> None:
    with listen(0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ServeError, match=f"port {port} can't be used: Address already in use"):
            listen(port)


def test_only_loopback_is_listened_on() -> None:
    with listen(0) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"


async def test_it_listens_when_it_is_ready_and_no_longer_when_it_has_ended(app: Any) -> None:
    listener = listen(0)
    port = listener.getsockname()[1]
    served = Server(app)
    serving = asyncio.create_task(served.serve([listener]))
    await served.ready.wait()
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    served.stop()
    await serving
    writer.close()
    await asyncio.gather(writer.wait_closed(), return_exceptions=True)
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", port)


class Slow:
    """A gateway whose answers never come."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()

    async def answer(self, _: object) -> None:
        self.asked.set()
        await asyncio.Event().wait()

    async def close(self) -> None:
        pass


async def asked(served: Server, app: Slow) -> tuple[asyncio.Task[None], asyncio.StreamReader, Any]:
    listener = listen(0)
    serving = asyncio.create_task(served.serve([listener]))
    await served.ready.wait()
    reader, writer = await asyncio.open_connection(*listener.getsockname())
    writer.write(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    await app.asked.wait()
    return serving, reader, writer


async def test_a_second_stop_ends_requests_at_once() -> None:
    app = Slow()
    served = Server(app)  # type: ignore[arg-type]
    serving, reader, writer = await asked(served, app)
    served.stop()
    served.stop()
    await serving
    assert await reader.read() == b""
    writer.close()


async def test_requests_that_take_too_long_are_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "GRACE_SECONDS", 0.01)
    app = Slow()
    served = Server(app)  # type: ignore[arg-type]
    serving, reader, writer = await asked(served, app)
    served.stop()
    await serving
    assert await reader.read() == b""
    writer.close()
