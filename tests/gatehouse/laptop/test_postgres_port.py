"""Where the local PostgreSQL server listens."""

from __future__ import annotations

import socket

import pytest

from gatehouse.errors import LocalError
from gatehouse.laptop import postgres_port as module
from gatehouse.laptop.ports import FREE, LOOPBACK, reserve
from gatehouse.laptop.postgres_port import postgres_port


def test_it_is_postgresqls_own_where_that_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    own = reserve({"port": 0})["port"]
    monkeypatch.setattr(module, "PORT", own)
    assert postgres_port(None, pytest.fail) == own


def test_where_that_is_taken_a_free_one_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    with socket.create_server((LOOPBACK, 0)) as taken:
        own = taken.getsockname()[1]
        monkeypatch.setattr(module, "PORT", own)
        port = postgres_port(None, said.append)
    assert port in FREE
    assert said == [f"listens on {port}, since {own} is taken; --postgres-port fixes another one"]


def test_one_that_is_asked_for_is_taken_or_refused() -> None:
    with socket.create_server((LOOPBACK, 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(LocalError, match=rf"port {port} \(--postgres-port\)"):
            postgres_port(port, pytest.fail)
    assert postgres_port(port, pytest.fail) == port
    assert postgres_port(0, pytest.fail) in FREE
