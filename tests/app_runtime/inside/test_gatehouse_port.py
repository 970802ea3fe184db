from __future__ import annotations

import _socket
import asyncio
import contextlib
import os
import socket
import sys
from types import SimpleNamespace

import pytest

from app_runtime.inside.gatehouse_port import DEBUGGED, PREFIX, lead
from app_runtime.inside.gatehouse_worker.debugger import VARIABLE

PUBLIC = 8000
EVERYWHERE = "0.0.0.0"  # noqa: S104 - the point of these tests


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> int:
    """A free port that this process's servers are led to, until the test ends."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
    # The fixture puts back what is changed from here on.
    for module, name in ((socket.socket, "bind"), (_socket, "socket"), (_socket, "SocketType")):
        monkeypatch.setattr(module, name, getattr(module, name))
    lead(PUBLIC, port)
    return port


@pytest.mark.parametrize("host", ["", EVERYWHERE, "127.0.0.1", "localhost"])
def test_the_public_port_is_another_one_on_the_loopback_device(own: int, host: str) -> None:
    with socket.socket() as server:
        server.bind((host, PUBLIC))
        assert server.getsockname() == ("127.0.0.1", own)


def test_a_server_of_ipv6_is_reached_by_ipv4(own: int) -> None:
    with socket.socket(socket.AF_INET6) as server:
        server.bind(("::", PUBLIC))
        server.listen()
        with socket.create_connection(("127.0.0.1", own)):
            pass


def test_a_server_of_both_kinds_is_reached_by_both(own: int) -> None:
    with socket.socket() as four, socket.socket(socket.AF_INET6) as six:
        four.bind((EVERYWHERE, PUBLIC))
        six.bind(("::", PUBLIC))
        assert (four.getsockname(), six.getsockname()[:2]) == (("127.0.0.1", own), ("::1", own))


def test_other_ports_stay_what_they_are_and_are_told(
    own: int, capfd: pytest.CaptureFixture[str]
) -> None:
    assert own != PUBLIC
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    assert capfd.readouterr().err == ""
    with socket.socket() as server:
        server.bind((EVERYWHERE, free))
        assert server.getsockname() == ("127.0.0.1", free)
    with socket.socket() as server:
        server.bind(("127.0.0.1", free))
    assert capfd.readouterr().err == f"{PREFIX}{free}\n" * 2


def test_a_closed_stderr_stops_no_server(own: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_: object) -> int:
        raise OSError("closed")

    monkeypatch.setattr(os, "write", closed)
    with socket.socket() as server:
        server.bind(("127.0.0.1", own + 1 if own < 65535 else own - 1))


@pytest.mark.usefixtures("own")
def test_datagrams_and_sockets_of_files_are_left_alone(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
        datagrams.bind((EVERYWHERE, 0))
        assert datagrams.getsockname()[0] == EVERYWHERE
    path = str(tmp_path_factory.mktemp("s") / "s")
    with socket.socket(socket.AF_UNIX) as local:
        local.bind(path)
        assert local.getsockname() == path


async def test_an_event_loop_serves_there(own: int) -> None:
    server = await asyncio.start_server(lambda _, writer: writer.close(), EVERYWHERE, PUBLIC)
    async with server:
        assert [one.getsockname() for one in server.sockets] == [("127.0.0.1", own)]


@pytest.mark.parametrize("imported", [False, True])
def test_sockets_of_other_libraries_are_led_as_well(
    own: int, monkeypatch: pytest.MonkeyPatch, *, imported: bool
) -> None:
    if not imported:
        monkeypatch.delitem(sys.modules, "socket")
        lead(PUBLIC, own)
    with contextlib.closing(_socket.socket()) as server:
        server.bind((EVERYWHERE, PUBLIC))
        assert server.getsockname() == ("127.0.0.1", own)


def test_a_server_that_is_debugged_is_led_to_its_debugger(
    own: int, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    calls: list[str] = []
    found = SimpleNamespace(listen_where_served=lambda: calls.append("listens"))
    monkeypatch.setitem(sys.modules, "gatehouse_debugger", found)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    monkeypatch.setenv(DEBUGGED, str(free))
    with socket.socket() as server, socket.socket() as debugger:
        debugger.bind(("127.0.0.1", free))
        assert (calls, capfd.readouterr().err) == ([], "")
        server.bind(("127.0.0.1", own))
    assert calls == ["listens"]


def test_the_variable_is_that_of_the_debugger() -> None:
    assert DEBUGGED == VARIABLE
