"""The loopback ports of the local run."""

from __future__ import annotations

import socket

import pytest

import gatehouse.laptop.ports
from gatehouse.errors import LocalError
from gatehouse.laptop.ports import FREE, LOOPBACK, is_free, reserve


def test_port_zero_becomes_a_free_port() -> None:
    ports = reserve({"port": 0, "web-port": 0})
    assert set(ports.values()) <= set(FREE)
    assert len(set(ports.values())) == 2


def test_a_port_that_somebody_has_is_not_free(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server((LOOPBACK, reserve({"port": 0})["port"])) as taken:
        monkeypatch.setattr(gatehouse.laptop.ports, "FREE", [taken.getsockname()[1]])
        with pytest.raises(LocalError, match=r"port 0 \(--port\)"):
            reserve({"port": 0})


def test_a_free_port_is_taken_as_it_is() -> None:
    port = reserve({"port": 0})["port"]
    assert reserve({"port": port}) == {"port": port}


def test_all_taken_ports_are_named_at_once_with_the_remedy() -> None:
    with socket.create_server((LOOPBACK, 0)) as one, socket.create_server((LOOPBACK, 0)) as two:
        wanted = {"port": one.getsockname()[1], "web-port": two.getsockname()[1]}
        with pytest.raises(LocalError) as caught:
            reserve(wanted)
    assert str(caught.value) == (
        f"taken or not allowed: port {wanted['port']} (--port), {wanted['web-port']} (--web-port). "
        "Stop what listens there, or take free ports: "
        ".venv/bin/gatehouse up --port 0 --web-port 0"
    )


def test_a_number_that_is_no_port_is_refused() -> None:
    with pytest.raises(LocalError, match=r"taken or not allowed: port 70000 \(--port\)"):
        reserve({"port": 70000})


def test_a_port_is_free_until_somebody_listens() -> None:
    with socket.create_server((LOOPBACK, 0)) as taken:
        port = taken.getsockname()[1]
        assert not is_free(port)
    assert is_free(port)
