"""What visitors and processes see of each other, byte by byte."""

from __future__ import annotations

import asyncio
import re
import socket
from typing import TYPE_CHECKING

import pytest

from gatehouse.errors import LocalError
from gatehouse.hosts.front_door import exchange, front_door, origin, visitor
from gatehouse.hosts.front_door.front_door import FrontDoor
from gatehouse.hosts.front_door.origin import Origin
from gatehouse.laptop.ports import LOOPBACK

if TYPE_CHECKING:
    from tests.gatehouse.hosts.front_door.street import Street

GET = b"GET / HTTP/1.1\r\nHost: shop\r\n\r\n"
LAST = b"GET / HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: shop\r\nContent-Length: 4\r\n\r\nbody"
OLD = b"GET / HTTP/1.0\r\n\r\n"
HELLO = b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello"
CLOSED_HELLO = b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\nconnection: close\r\n\r\nhello"
UPGRADE = b"GET /ws HTTP/1.1\r\nHost: shop\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
SWITCHED = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
MEGABYTES = bytes(range(256)) * 4 * 10_000


async def test_a_request_comes_with_the_headers_of_app_service(street: Street) -> None:
    await street.answers(HELLO)
    await street.say(
        b"GET /a?b HTTP/1.1\r\nHost: localhost:8000\r\nX-Forwarded-For: 1.2.3.4\r\nX-Own: 1\r\n"
        b"Connection: close, X-Hop\r\nX-Hop: 1\r\nClient-IP: 5.6.7.8\r\n\r\n"
    )
    [head] = street.heads
    port = re.findall(r"x-client-port: (\d+)", head)[0]
    assert re.sub(r"x-arr-log-id: [0-9a-f-]{36}", "x-arr-log-id: …", head).split("\r\n") == [
        "GET /a?b HTTP/1.1",
        "host: localhost:8000",
        "x-own: 1",
        f"client-ip: 127.0.0.1:{port}",
        "disguised-host: localhost:8000",
        "was-default-hostname: localhost:8000",
        "x-arr-log-id: …",
        "x-client-ip: 127.0.0.1",
        f"x-client-port: {port}",
        f"x-forwarded-for: 1.2.3.4, 127.0.0.1:{port}",
        "x-original-url: /a?b",
        "x-site-deployment-id: app-dev",
        "x-waws-unencoded-url: /a?b",
        "x-forwarded-proto: http",
        "",
        "",
    ]


async def test_what_a_forwarder_of_this_machine_says_of_the_scheme_is_passed_on(
    street: Street,
) -> None:
    await street.answers(HELLO)
    await street.say(LAST.replace(b"Host: shop", b"Host: shop\r\nX-Forwarded-Proto: https"))
    assert re.findall("x-forwarded-proto: .*", street.heads[0]) == ["x-forwarded-proto: https\r"]


CHUNKED = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
UNTIL_CLOSE = b"HTTP/1.1 200 OK\r\nX-A: 1\r\n\r\nhello"
CLOSE = b"connection: close\r\n"


@pytest.mark.parametrize(
    ("request_", "answer", "expected"),
    [
        (LAST, HELLO, b"content-length: 5\r\n" + CLOSE + b"\r\nhello"),
        (LAST, CHUNKED, CHUNKED[17:].replace(b"\r\n\r\n", b"\r\n" + CLOSE + b"\r\n", 1)),
        (
            LAST,
            UNTIL_CLOSE,
            b"X-A: 1\r\ntransfer-encoding: chunked\r\n" + CLOSE + b"\r\n5\r\nhello\r\n0\r\n\r\n",
        ),
        (OLD, HELLO, b"content-length: 5\r\n" + CLOSE + b"\r\nhello"),
        (OLD, CHUNKED, CLOSE + b"\r\nhello"),
        (OLD, UNTIL_CLOSE, b"X-A: 1\r\n" + CLOSE + b"\r\nhello"),
        (
            LAST.replace(b"GET", b"HEAD"),
            b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n",
            b"content-length: 5\r\n" + CLOSE + b"\r\n",
        ),
        (LAST.replace(b"GET", b"HEAD"), CHUNKED[:45] + b"\r\n\r\n", CLOSE + b"\r\n"),
        (
            LAST,
            (
                b"HTTP/1.1 200 OK\r\nServer: s\r\nConnection: X-Hop, keep-alive\r\n"
                b"X-Hop: 1\r\nKeep-Alive: 5\r\nContent-Length: 0\r\n\r\n"
            ),
            b"Server: s\r\nContent-Length: 0\r\n" + CLOSE + b"\r\n",
        ),
    ],
)
async def test_a_visitor_sees_where_the_answer_ends(
    street: Street, request_: bytes, answer: bytes, expected: bytes
) -> None:
    await street.answers(answer)
    assert await street.say(request_) == b"HTTP/1.1 200 OK\r\n" + expected


@pytest.mark.parametrize("status", [b"204 No Content", b"304 Not Modified"])
async def test_an_answer_without_a_body_is_whole(street: Street, status: bytes) -> None:
    await street.answers(b"HTTP/1.1 " + status + b"\r\nETag: 1\r\n\r\n", HELLO)
    answers = await street.say(GET, LAST)
    assert answers.count(b"HTTP/1.1 ") == 2
    assert answers.startswith(b"HTTP/1.1 " + status + b"\r\nETag: 1\r\n\r\nHTTP/1.1 200 OK")
    assert street.connections == 1


async def test_an_old_visitor_may_keep_the_connection(street: Street) -> None:
    await street.answers(HELLO, HELLO)
    kept = OLD.replace(b"\r\n\r\n", b"\r\nConnection: keep-alive\r\n\r\n")
    answers = await street.say(kept, OLD)
    assert answers.count(b"hello") == 2
    assert answers.count(b"connection: keep-alive") == 1


async def test_requests_share_a_connection_while_the_process_keeps_it(street: Street) -> None:
    await street.answers(HELLO, CLOSED_HELLO)
    answers = [await street.say(LAST) for _ in range(3)]
    assert [answer[-5:] for answer in answers] == [b"hello"] * 3
    assert (street.connections, street.door.requests) == (2, 3)


async def test_a_connection_that_was_idle_for_long_is_not_used_again(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(origin, "KEEP_ALIVE_SECONDS", 0)
    await street.answers(HELLO, HELLO)
    assert [(await street.say(LAST))[-5:] for _ in range(2)] == [b"hello"] * 2
    assert street.connections == 2


async def test_pipelined_requests_are_answered_in_their_order(street: Street) -> None:
    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            number = (await street.head(reader)).split()[1][1:]
            await asyncio.sleep(0.02 / int(number))
            writer.write(HELLO.replace(b"hello", f"{number:>5}".encode()))

    await street.process(handler)
    many = range(1, 41)
    requests = [b"GET /%d HTTP/1.1\r\nHost: a\r\n\r\n" % number for number in many]
    answers = await street.say(b"".join(requests) + LAST.replace(b"/ ", b"/99 "))
    assert [int(one) for one in re.findall(rb"\r\n\r\n +(\d+)", answers)] == [*many, 99]


async def test_a_chunked_upload_and_one_of_known_length_arrive(street: Street) -> None:
    bodies: list[bytes] = []

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await street.head(reader)
        bodies.append(await reader.readuntil(b"0\r\n\r\n"))
        await street.head(reader)
        bodies.append(await reader.readexactly(4))
        writer.write(HELLO)
        writer.write(HELLO)

    await street.process(handler)
    answering = asyncio.create_task(
        street.say(
            b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
            b"2\r\nde\r\n0\r\n\r\n",
        )
    )
    await asyncio.sleep(0.1)
    answering.cancel()
    assert bodies == [b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"]


async def test_a_visitor_who_waits_to_be_asked_for_the_body_is_asked(street: Street) -> None:
    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert "expect: 100-continue" in await street.head(reader)
        writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        assert await reader.readexactly(4) == b"body"
        writer.write(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + HELLO)

    await street.process(handler)
    reader, writer = await street.visit()
    writer.write(POST[:-8] + b"\r\nExpect: 100-continue\r\n\r\n")
    assert await reader.readuntil(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
    writer.write(b"body")
    assert await reader.readuntil(b"hello") == (
        b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + HELLO
    )


async def test_ten_megabytes_go_both_ways_though_both_sides_are_slow(street: Street) -> None:
    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await street.head(reader)
        await asyncio.sleep(0.2)
        body = await reader.readexactly(len(MEGABYTES))
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % len(body) + body)
        await street.head(reader)
        writer.write(HELLO)

    await street.process(handler)
    reader, writer = await street.visit()
    writer.write(b"PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % len(MEGABYTES))
    writer.write(MEGABYTES)
    await writer.drain()
    await asyncio.sleep(0.2)
    await reader.readuntil(b"\r\n\r\n")
    assert await reader.readexactly(len(MEGABYTES)) == MEGABYTES
    writer.write(LAST)
    assert (await reader.read())[-5:] == b"hello"
    assert street.connections == 1


async def test_an_upload_waits_for_a_process_without_filling_the_memory(street: Street) -> None:
    reader, writer = await street.visit()
    writer.write(b"PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % len(MEGABYTES))
    writer.write(MEGABYTES)
    await asyncio.sleep(0.2)
    [inside] = street.door._visitors
    assert inside._exchanges[0].waiting < 10 * exchange.KEPT

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await street.head(reader)
        await reader.readexactly(len(MEGABYTES))
        writer.write(HELLO)

    await street.process(handler)
    assert await reader.readuntil(b"hello") == HELLO


async def test_the_first_piece_of_a_stream_comes_before_the_last(street: Street) -> None:
    go_on = asyncio.Event()

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await street.head(reader)
        writer.write(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nfirst\r\n")
        await go_on.wait()
        writer.write(b"4\r\nlast\r\n0\r\n\r\n")

    await street.process(handler)
    reader, writer = await street.visit()
    writer.write(GET)
    assert (await reader.readuntil(b"first\r\n"))[-10:] == b"5\r\nfirst\r\n"
    go_on.set()
    assert await reader.readuntil(b"0\r\n\r\n") == b"4\r\nlast\r\n0\r\n\r\n"


async def test_a_websocket_becomes_a_pipe(street: Street) -> None:
    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert "\r\nconnection: upgrade\r\nupgrade: websocket\r\n" in await street.head(reader)
        assert await reader.readexactly(1) == b"0"
        writer.write(SWITCHED + b"hi")
        while data := await reader.read(100):
            writer.write(data.upper())

    process = await street.process(handler)
    reader, writer = await street.visit()
    async with asyncio.timeout(5):
        writer.write(UPGRADE)
        # What a visitor sends before the answer waits for it, unless the process wants more.
        await asyncio.sleep(0.05)
        writer.close()
    assert process.pipes == set()

    async def patient(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await street.head(reader)
        await asyncio.sleep(0.05)
        writer.write(SWITCHED + b"hi")
        while data := await reader.read(100):
            writer.write(data.upper())

    process = await street.process(patient)
    reader, writer = await street.visit()
    writer.write(UPGRADE + b"a")
    await asyncio.sleep(0.02)
    writer.write(b"b")
    head = await reader.readuntil(b"\r\n\r\n")
    assert head.lower() == SWITCHED.lower().replace(
        b"upgrade: websocket\r\nconnection: upgrade", b"connection: upgrade\r\nupgrade: websocket"
    )
    assert await reader.readexactly(4) == b"hiAB"
    writer.write(b"more")
    assert await reader.readexactly(4) == b"MORE"
    assert (len(process.pipes), len(process.active)) == (1, 0)
    writer.close()
    await asyncio.sleep(0.05)
    assert process.pipes == set()


async def test_a_process_ends_its_pipes_with_itself(street: Street) -> None:
    await street.answers(SWITCHED)
    assert (await street.say(UPGRADE))[:12] == b"HTTP/1.1 101"


async def test_an_upgrade_that_is_declined_leaves_a_connection_for_requests(
    street: Street,
) -> None:
    await street.answers(HELLO, HELLO, HELLO)
    h2c = GET.replace(b"\r\n\r\n", b"\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n")
    answers = await street.say(h2c + UPGRADE + LAST)
    assert answers.count(b"hello") == 3
    assert "upgrade" not in street.heads[0]


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"what is this\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\n\r\n", b"400"),
        (GET.replace(b"Host: shop", b"Host: a\r\nHost: b"), b"400"),
        (POST.replace(b"Host: shop", b"Host: a\r\nTransfer-Encoding: chunked"), b"400"),
        (b"CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", b"405"),
        (GET.replace(b"shop", b"a" * 70_000), b"431"),
        (GET.replace(b"/ ", b"/" * 70_000 + b" "), b"431"),
    ],
)
async def test_a_bad_request_is_refused_after_those_before_it(
    street: Street, request_: bytes, status: bytes
) -> None:
    await street.answers(HELLO)
    answers = await street.say(GET + request_, GET)
    assert re.findall(rb"HTTP/1.1 (\d+)", answers) == [b"200", status]
    assert len(street.heads) == 1


async def test_requests_wait_for_a_process(street: Street) -> None:
    asked = asyncio.create_task(street.say(LAST))
    await asyncio.sleep(0.05)
    street.door.origin = Origin(1)  # where nothing listens
    await asyncio.sleep(0.05)
    await street.answers(HELLO)
    assert (await asked)[-5:] == b"hello"


async def test_a_request_that_waits_for_too_long_is_answered_by_the_front_door(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(front_door, "WAIT_SECONDS", 0.05)
    answer = await street.say(POST)
    assert answer.startswith(b"HTTP/1.1 503 Service Unavailable\r\n")
    assert b"does not run" in answer
    assert (await street.say(LAST.replace(b"GET", b"HEAD")))[-4:] == b"\r\n\r\n"


@pytest.mark.parametrize(("request_", "sent"), [(LAST, 2), (POST, 1)])
async def test_a_request_goes_to_another_process_when_that_does_no_harm(
    street: Street, request_: bytes, sent: int
) -> None:
    async def dying(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await street.head(reader)
        await street.answers(HELLO)

    await street.process(dying)
    answer = await street.say(request_)
    assert (answer[9:12], len(street.heads)) == ((b"200", 2) if sent == 2 else (b"502", 1))


async def test_a_request_is_not_sent_for_ever(street: Street) -> None:
    await street.answers(b"")
    assert b"502 Bad Gateway" in await street.say(LAST)
    assert len(street.heads) == exchange.TRIES


async def test_a_long_request_is_sent_once(street: Street) -> None:
    async def dying(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await street.head(reader)
        await reader.readexactly(80_000)

    await street.process(dying)
    put = b"PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 80000\r\n\r\n" + b"a" * 80_000
    assert b"502 Bad Gateway" in await street.say(put)
    assert len(street.heads) == 1


@pytest.mark.parametrize(
    "answer",
    [b"this is no HTTP\r\n\r\n", SWITCHED, b"HTTP/1.1 101 Switching Protocols\r\n\r\n"],
)
async def test_an_answer_that_is_none_is_a_bad_gateway(street: Street, answer: bytes) -> None:
    await street.answers(answer)
    assert (await street.say(LAST))[9:12] == b"502"


async def test_an_answer_that_breaks_off_is_seen_to(street: Street) -> None:
    await street.answers(HELLO[:-2])
    assert await street.say(GET) == HELLO[:-2]


async def test_what_nobody_asked_for_ends_the_connection(street: Street) -> None:
    await street.answers(HELLO + HELLO, HELLO)
    assert (await street.say(GET, LAST)).count(b"hello") == 2
    assert street.connections == 2


async def test_an_answer_after_the_answer_ends_the_connection(street: Street) -> None:
    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await street.head(reader)
        writer.write(HELLO)
        await asyncio.sleep(0.02)
        writer.write(HELLO)
        await reader.read()

    await street.process(handler)
    assert (await street.say(LAST)).count(b"hello") == 1
    await asyncio.sleep(0.05)
    assert (await street.say(LAST)).count(b"hello") == 1
    assert street.connections == 2


@pytest.mark.parametrize("last", [False, True])
async def test_an_answer_before_the_end_of_the_upload_arrives(
    street: Street, *, last: bool
) -> None:
    await street.answers(CLOSED_HELLO if last else HELLO)
    reader, writer = await street.visit()
    close = b"Connection: close\r\n" if last else b""
    writer.write(b"PUT / HTTP/1.1\r\nHost: a\r\n" + close + b"Content-Length: 2000000\r\n\r\n")
    assert (await reader.readuntil(b"hello"))[-5:] == b"hello"
    writer.write(b"a" * 2_000_000)
    if last:
        assert await reader.read() == b""
    else:
        await street.answers(HELLO)
        writer.write(LAST)
        assert (await reader.read())[-5:] == b"hello"


async def test_a_visitor_who_goes_on_sending_after_the_answer_is_not_waited_for(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visitor, "LINGER_SECONDS", 0.05)
    await street.answers(CLOSED_HELLO)
    reader, writer = await street.visit()
    writer.write(b"PUT / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 9\r\n\r\n")
    assert await reader.read() == CLOSED_HELLO


async def test_a_process_learns_that_its_visitor_has_gone(street: Street) -> None:
    gone = asyncio.Event()

    async def handler(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await street.head(reader)
        try:
            await reader.read()
        finally:
            gone.set()

    process = await street.process(handler)
    _, writer = await street.visit()
    writer.write(GET)
    await asyncio.sleep(0.05)
    assert len(process.active) == 1
    writer.close()
    await asyncio.wait_for(gone.wait(), 5)
    await asyncio.sleep(0.02)
    assert process.active == set()


async def test_a_visitor_who_goes_while_waiting_is_forgotten(street: Street) -> None:
    _, writer = await street.visit()
    writer.write(GET)
    await asyncio.sleep(0.02)
    writer.close()
    await asyncio.sleep(0.02)
    await street.answers(HELLO)
    assert (await street.say(LAST))[-5:] == b"hello"
    assert len(street.heads) == 1


@pytest.mark.parametrize("seconds", [5, 0.05])
async def test_an_old_process_gets_time_for_its_requests(street: Street, seconds: float) -> None:
    go_on = asyncio.Event()

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await street.head(reader)
        await go_on.wait()
        writer.write(HELLO)

    old = await street.process(handler)
    asked = asyncio.create_task(street.say(LAST))
    await asyncio.sleep(0.05)
    await street.answers(HELLO, HELLO)
    retiring = asyncio.create_task(old.retire(seconds))
    await asyncio.sleep(0.1)
    assert retiring.done() == (seconds < 1)
    assert (await street.say(LAST))[-5:] == b"hello"
    go_on.set()
    assert (await asked)[-5:] == b"hello"
    await retiring
    await street.door.origin.retire(0)  # type: ignore[union-attr]


async def test_a_connection_that_comes_too_late_for_the_old_process_is_not_used(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = await street.answers(HELLO)
    connect = old.connect

    async def slow() -> object:
        connection = await connect()
        street.door.origin = None
        await street.answers(HELLO)
        return connection

    monkeypatch.setattr(old, "connect", slow)
    assert (await street.say(LAST))[-5:] == b"hello"
    assert street.connections == 2


async def test_a_stop_ends_what_is_under_way_after_a_moment(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(front_door, "GRACE_SECONDS", 0.1)

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if "/slow" not in await street.head(reader):
            await asyncio.sleep(0.05)
            writer.write(HELLO)
        await reader.read()

    await street.process(handler)
    idle, _ = await street.visit()
    asked = [asyncio.create_task(street.say(one)) for one in (GET, GET.replace(b"/ ", b"/slow "))]
    await asyncio.sleep(0.02)
    await street.door.stop()
    assert await idle.read() == b""
    assert (await asked[0])[-5:] == b"hello"
    assert await asked[1] == b""
    await street.door.stop()
    with pytest.raises(ConnectionRefusedError):
        await street.visit()


async def test_an_idle_connection_ends(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visitor, "KEEP_ALIVE_SECONDS", 0.05)
    await street.answers(HELLO)
    assert await street.say() == b""


async def test_a_busy_connection_does_not(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visitor, "KEEP_ALIVE_SECONDS", 0.05)

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await street.head(reader)
        await asyncio.sleep(0.2)
        writer.write(HELLO)

    await street.process(handler)
    assert await street.say(LAST) != b""


async def test_a_taken_port_is_one_clear_message() -> None:
    with socket.create_server((LOOPBACK, 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(LocalError, match=f"can't listen on port {port}"):
            await FrontDoor(port).start()


async def test_what_follows_a_bad_request_is_not_read(street: Street) -> None:
    go_on = asyncio.Event()

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await street.head(reader)
        await go_on.wait()
        writer.write(HELLO)

    await street.process(handler)
    reader, writer = await street.visit()
    writer.write(GET + POST.replace(b"Host: shop\r\n", b""))
    await asyncio.sleep(0.02)
    writer.write(GET)
    await asyncio.sleep(0.02)
    go_on.set()
    assert re.findall(rb"HTTP/1.1 (\d+)", await reader.read()) == [b"200", b"400"]


async def test_a_process_that_is_gone_before_its_turn_is_no_process(street: Street) -> None:
    asked = asyncio.create_task(street.say(LAST))
    await asyncio.sleep(0.02)
    street.door.origin = Origin(1)
    street.door.origin = None
    await asyncio.sleep(0.02)
    await street.answers(HELLO)
    assert (await asked)[-5:] == b"hello"


async def test_bytes_for_a_connection_that_has_ended_go_nowhere(street: Street) -> None:
    process = await street.answers(HELLO)
    connection = await process.connect()
    reader, _ = await street.visit()
    await asyncio.sleep(0.02)
    [inside] = street.door._visitors
    inside.pause_writing()
    inside.resume_writing()
    for one in (connection, inside):
        one.abort()
        one.write(b"late")
        one.pause_writing()
        one.resume_writing()
    inside.regulate()
    connection.pause_reading()
    connection.resume_reading()
    assert await reader.read() == b""
    assert street.heads == []
