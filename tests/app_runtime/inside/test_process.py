from __future__ import annotations

import os
import socket
import threading
from typing import TYPE_CHECKING

import pytest

from app_runtime.inside.gatehouse_worker import process

if TYPE_CHECKING:
    from pathlib import Path


def test_a_process_with_threads_is_not_forked(tmp_path: Path) -> None:
    control, (ours, theirs) = socket.socket(), socket.socketpair()
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        process._fork(control, theirs, tmp_path)
    finally:
        stop.set()
        thread.join()
        control.close()
    with ours:
        assert ours.recv(1) == b""


def test_a_worker_whose_parent_is_gone_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process.sys, "platform", "darwin")  # type: ignore[attr-defined]
    with pytest.raises(SystemExit, match="is gone"):
        process.die_with(os.getpid())
