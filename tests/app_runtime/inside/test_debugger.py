from __future__ import annotations

import os
import queue
import socket
import sys
import threading
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from app_runtime.inside.gatehouse_worker import debugger

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 10


class Debugpy:
    """Stands in for the package."""

    def __init__(self) -> None:
        self.listening: queue.Queue[tuple[str, int]] = queue.Queue()

    def listen(self, address: tuple[str, int], *, in_process_debug_adapter: bool) -> None:
        assert in_process_debug_adapter
        self.listening.put(address)


@pytest.fixture
def debugpy(monkeypatch: pytest.MonkeyPatch) -> Debugpy:
    found = Debugpy()
    monkeypatch.setitem(sys.modules, "debugpy", found)
    monkeypatch.setattr(debugger, "PAUSE", 0.01)
    monkeypatch.setenv(debugger.SILENT, "1")
    return found


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """The port that the variable names, which somebody has."""
    with socket.create_server((debugger.LOOPBACK, 0)) as server:
        monkeypatch.setenv(debugger.VARIABLE, str(server.getsockname()[1]))
        yield server


def test_it_listens_once_the_old_process_has_left_the_port(
    debugpy: Debugpy, taken: socket.socket
) -> None:
    address = taken.getsockname()
    debugger.listen()
    with pytest.raises(queue.Empty):
        debugpy.listening.get(timeout=0.1)
    taken.close()
    assert debugpy.listening.get(timeout=SECONDS) == address


def test_without_the_variable_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(debugger.VARIABLE, raising=False)
    before = threading.active_count()
    debugger.listen()
    assert threading.active_count() == before


@pytest.mark.parametrize(("parent", "listens"), [("server", 1), ("worker", 0)])
def test_a_server_that_forks_leaves_it_to_its_children(
    monkeypatch: pytest.MonkeyPatch, parent: str, listens: int
) -> None:
    hooks: list[SimpleNamespace] = []
    calls: list[str] = []
    monkeypatch.setattr(debugger, "listen", lambda: calls.append("listens"))
    monkeypatch.setattr(debugger, "SETTLED", SECONDS)
    monkeypatch.setattr(
        os, "register_at_fork", lambda **them: hooks.append(SimpleNamespace(**them))
    )
    debugger.listen_where_served.cache_clear()
    debugger.listen_where_served()
    debugger.listen_where_served()  # for another address of the same server
    [hook] = hooks
    hook.before()
    monkeypatch.setattr(os, "getppid", lambda: os.getpid() + (parent != "server"))
    hook.after_in_child()
    assert len(calls) == listens


def test_a_server_that_does_not_fork_listens_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    called = threading.Event()
    monkeypatch.setattr(debugger, "listen", called.set)
    monkeypatch.setattr(debugger, "SETTLED", 0.01)
    monkeypatch.setattr(os, "register_at_fork", lambda **_: None)
    debugger.listen_where_served.cache_clear()
    debugger.listen_where_served()
    assert called.wait(SECONDS)
