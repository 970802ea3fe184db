from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

import aiohttp
import pytest

from apim_gateway.messages.upstream import UpstreamRequest, UpstreamResponse
from gatehouse.errors import LocalError
from gatehouse.hosts.functions.port import FunctionPort

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class _Recorder:
    def __init__(self) -> None:
        self.requests: list[UpstreamRequest] = []

    async def send(self, request: UpstreamRequest) -> UpstreamResponse:
        self.requests.append(request)
        headers = [("set-cookie", "a=1"), ("set-cookie", "b=2"), ("content-length", "2")]
        return UpstreamResponse(418, headers, b"ok")


@pytest.fixture
def recorder() -> _Recorder:
    return _Recorder()


@pytest.fixture
async def port(recorder: _Recorder) -> AsyncIterator[FunctionPort]:
    port = FunctionPort(recorder, 0)
    await port.start()
    yield port
    await port.stop()


async def test_a_request_arrives_as_it_was_sent(port: FunctionPort, recorder: _Recorder) -> None:
    url = f"http://127.0.0.1:{port.number}/a%2Fb?c=d"
    async with (
        aiohttp.ClientSession() as client,
        client.post(url, data=b"x" * 200_000, headers={"X-One": "1"}),
    ):
        pass
    (request,) = recorder.requests
    found = (request.method, request.url.partition("/a")[2], request.body)
    assert found == ("POST", "%2Fb?c=d", b"x" * 200_000)
    assert ("x-one", "1") in request.headers


async def test_a_response_leaves_as_it_was_given(port: FunctionPort) -> None:
    async with (
        aiohttp.ClientSession() as client,
        client.get(f"http://127.0.0.1:{port.number}/") as answer,
    ):
        found = (answer.status, answer.headers.getall("Set-Cookie"), await answer.read())
    assert found == (418, ["a=1", "b=2"], b"ok")


@pytest.mark.parametrize(
    ("host", "url"),
    [("Host: names.example\r\n", "http://names.example/"), ("", "http://127.0.0.1:{port}/")],
)
async def test_the_url_has_the_host_that_the_caller_named(
    port: FunctionPort, recorder: _Recorder, host: str, url: str
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port.number)
    writer.write(f"GET / HTTP/1.1\r\nX-One: 1\r\n{host}Connection: close\r\n\r\n".encode())
    await reader.read()
    writer.close()
    await writer.wait_closed()
    assert [request.url for request in recorder.requests] == [url.format(port=port.number)]


async def test_a_request_whose_caller_leaves_in_the_middle_is_not_passed_on(
    port: FunctionPort, recorder: _Recorder
) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", port.number)
    writer.write(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc")
    await asyncio.sleep(0.05)
    writer.close()
    await asyncio.sleep(0.05)
    assert recorder.requests == []


async def test_only_this_machine_can_call(port: FunctionPort) -> None:
    assert port._socket.getsockname()[0] == "127.0.0.1"


async def test_a_taken_port_is_refused_with_the_remedy(port: FunctionPort) -> None:
    with pytest.raises(LocalError) as caught:
        FunctionPort(_Recorder(), port.number)
    assert str(caught.value) == (
        f"the function host can't listen on port {port.number} ([Errno 98] Address already in "
        "use). Stop what listens there, or give another port; 0 takes a free one."
    )


async def test_after_the_stop_the_port_is_free() -> None:
    port = FunctionPort(_Recorder(), 0)
    await port.start()
    await port.stop()
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(("127.0.0.1", 0))


async def test_a_port_that_never_served_closes() -> None:
    port = FunctionPort(_Recorder(), 0)
    await port.stop()
    assert port._socket.fileno() == -1
