from __future__ import annotations

import ctypes
import os
import runpy
import signal
import sys

import pytest

from gatehouse.hosts import launch
from gatehouse.hosts.launch import die_with, drop_privileges


class Calls:
    """Records calls by name instead of making them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
        self.made: list[tuple[object, ...]] = []
        for name in names:
            monkeypatch.setattr(os, name, self._recorder(name))

    def _recorder(self, name: str) -> object:
        return lambda *arguments: self.made.append((name, *arguments))


def test_root_gives_up_its_groups_before_its_user(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = Calls(monkeypatch, "setgroups", "setgid", "setuid")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    drop_privileges(7, 8)
    assert calls.made == [("setgroups", []), ("setgid", 8), ("setuid", 7)]


def test_anybody_else_has_nothing_to_give_up(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = Calls(monkeypatch, "setgroups", "setgid", "setuid")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    drop_privileges(7, 8)
    assert calls.made == []


def test_a_parent_that_went_before_the_request_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(SystemExit, match="the process that started this one is gone"):
        die_with(os.getppid() + 1)


def test_other_systems_only_check_that_the_parent_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(ctypes, "CDLL", None)
    die_with(os.getppid())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has this request")
def test_linux_interrupts_the_child_when_its_parent_is_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[int, int]] = []

    class Library:
        def __init__(self, name: None) -> None:
            self.name = name

        def prctl(self, option: int, value: int) -> None:
            asked.append((option, value))

    monkeypatch.setattr(ctypes, "CDLL", Library)
    die_with(os.getppid())
    assert asked == [(1, signal.SIGINT)]


def test_the_program_takes_the_launchers_place(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = Calls(monkeypatch, "execv")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(sys, "argv", ["", str(os.getppid()), "7", "8", "/bin/echo", "hello"])
    runpy.run_path(launch.__file__, run_name="__main__")
    assert calls.made == [("execv", "/bin/echo", ["/bin/echo", "hello"])]
