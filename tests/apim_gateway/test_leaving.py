"""Callers who leave, over real HTTP and uvloop, as the gateway is run: nobody else notices."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.apim_gateway.conftest import document

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

ROOT = Path(__file__).parents[2]
ROUNDS, STAYING, LEAVING = 10, 12, 4
DOCUMENT: dict[str, object] = {
    "apis/demo/operations/all": {"method": "GET", "urlTemplate": "/*"},
    "apis/demo/operations/post": {"method": "POST", "urlTemplate": "/*"},
    "apis/demo/operations/gone": {"method": "GET", "urlTemplate": "/at-once"},
    "apis/demo/operations/gone/policies/policy": (
        '<policies><inbound><return-response><set-status code="204" reason="No Content" />'
        "</return-response></inbound></policies>"
    ),
}
GET = b"GET /demo/x HTTP/1.1\r\nHost: a.test\r\n\r\n"
AT_ONCE = b"GET /demo/at-once HTTP/1.1\r\nHost: a.test\r\n\r\n"
HALF = b"POST /demo/x HTTP/1.1\r\nHost: a.test\r\nContent-Length: 9\r\n\r\nabc"
ASKING = HALF.replace(b"\r\n\r\nabc", b"\r\nExpect: 100-continue\r\n\r\n")
RESET = struct.pack("ii", 1, 0)
"""SO_LINGER for an end without a word of farewell."""
LONG = "x" * 2_000_000
SOON, LATE = 0.02, 0.06
"""Seconds after which a caller leaves: before the answer is ready, and around that time."""


@dataclass(frozen=True)
class Leaving:
    """How a caller leaves."""

    sends: bytes
    after: float = SOON
    resets: bool = False
    reads: int = 0


CASES = {
    "before the answer": Leaving(GET),
    "before the answer, without farewell": Leaving(GET, resets=True),
    "when the answer is ready": Leaving(GET, after=LATE),
    "when the answer is ready, without farewell": Leaving(GET, after=LATE, resets=True),
    "at once": Leaving(GET, after=0),
    "at once, without farewell": Leaving(GET, after=0, resets=True),
    "in the middle of the answer": Leaving(GET, reads=1000),
    "in the middle of the answer, without farewell": Leaving(GET, reads=1000, resets=True),
    "in the middle of the request": Leaving(HALF),
    "in the middle of the request, without farewell": Leaving(HALF, resets=True),
    "before being asked for the body": Leaving(ASKING, after=0, resets=True),
    "with many requests waiting": Leaving(GET * 40),
    "with many requests waiting, without farewell": Leaving(GET * 40, resets=True),
    "after requests that are answered at once": Leaving(AT_ONCE * 40, after=0, resets=True),
    "after what is no HTTP": Leaving(b"nonsense\r\n\r\n", after=0, resets=True),
}


@pytest.fixture
async def served(backend: Any, tmp_path: Path) -> AsyncIterator[tuple[int, Any]]:
    """Runs the gateway's own command; gives its port and its process."""
    file = tmp_path / "service.json"
    file.write_text(json.dumps(document(DOCUMENT, backend.url)))
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "apim_gateway", "serve", str(file), "--port", "0"),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    line = await process.stdout.readline()
    yield int(line.decode().rpartition(":")[2]), process
    if process.returncode is None:
        process.kill()
        await process.communicate()


async def stay(port: int) -> bytes:
    """Asks, and returns the answer's body."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
    async with asyncio.timeout(20):
        answer = await reader.read()
    writer.close()
    return answer.partition(b"\r\n\r\n")[2]


async def leave(port: int, how: Leaving) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(how.sends)
    if how.reads:
        await reader.readexactly(how.reads)
    else:
        await asyncio.sleep(how.after)
    if how.resets:
        connection: socket.socket = writer.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        writer.transport.abort()
    writer.close()
    return b""


@pytest.mark.parametrize("how", CASES.values(), ids=CASES)
async def test_whoever_stays_is_answered_and_nobody_is_told_of_those_who_leave(
    served: tuple[int, Any], backend: Any, how: Leaving
) -> None:
    port, process = served
    body = LONG if how.reads else "short"
    backend.answers = [{"after": 0.05, "body": body}]
    for _ in range(ROUNDS):
        callers = [stay(port) for _ in range(STAYING)]
        callers[1:1] = [leave(port, how) for _ in range(LEAVING)]
        answers = await asyncio.gather(*callers)
        assert sum(answer == body.encode() for answer in answers) == STAYING
    process.terminate()
    _, said = await process.communicate()
    assert said.decode() == ""


async def test_what_a_caller_has_left_behind_is_not_worked_on(
    served: tuple[int, Any], backend: Any
) -> None:
    port, process = served
    backend.answers = [{"after": 60}]
    await leave(port, Leaving(GET, after=0.2))
    process.terminate()
    _, said = await asyncio.wait_for(process.communicate(), 3)
    assert (said.decode(), process.returncode, len(backend.calls)) == ("", 0, 1)
