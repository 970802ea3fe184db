"""The gateway as one of the hosts."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest

from gatehouse.errors import LocalError
from gatehouse.hosts.gateway_host import GatewayHost
from gatehouse.laptop.ports import LOOPBACK

SERVICE = "Microsoft.ApiManagement/service"
DOCUMENT: dict[str, Any] = {
    "resources": [
        {"type": SERVICE, "name": "apim", "sku": {"name": "Consumption", "capacity": 0}},
    ]
}
REFUSED: dict[str, Any] = {
    "resources": [*DOCUMENT["resources"], {"type": f"{SERVICE}/gateways", "name": "apim/mine"}]
}


async def status(port: int) -> bytes:
    reader, writer = await asyncio.open_connection(LOOPBACK, port)
    writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    line = await reader.readline()
    writer.close()
    await writer.wait_closed()
    return line


async def test_it_answers_from_start_to_stop() -> None:
    host = GatewayHost(DOCUMENT, {}, 0)
    await host.start()
    assert await status(host.port) == b"HTTP/1.1 404 Not Found\r\n"
    await host.stop()
    with pytest.raises(ConnectionRefusedError):
        await status(host.port)


async def test_it_can_be_stopped_twice_and_before_its_start() -> None:
    host = GatewayHost(DOCUMENT, {}, 0)
    await host.stop()
    await host.start()
    await host.stop()
    await host.stop()


def test_a_document_that_it_cannot_honour_is_refused() -> None:
    with pytest.raises(LocalError, match="apim/mine"):
        GatewayHost(REFUSED, {}, 0)


async def test_a_refused_reload_keeps_the_old() -> None:
    host = GatewayHost(DOCUMENT, {}, 0)
    await host.start()
    with pytest.raises(LocalError, match="apim/mine"):
        host.reload(REFUSED)
    host.reload(DOCUMENT)
    assert await status(host.port) == b"HTTP/1.1 404 Not Found\r\n"
    await host.stop()


async def test_a_taken_port_is_told() -> None:
    with socket.create_server((LOOPBACK, 0)) as taken:
        host = GatewayHost(DOCUMENT, {}, taken.getsockname()[1])
        with pytest.raises(LocalError, match=r"port .* can't be used"):
            await host.start()


async def test_it_never_exits_by_itself() -> None:
    host = GatewayHost(DOCUMENT, {}, 0)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(host.exited(), 0.01)
