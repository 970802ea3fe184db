"""Two function apps behind one gateway, from the program to the answers over HTTP."""

from __future__ import annotations

import runpy
from typing import TYPE_CHECKING

import httpx
import pytest

from gatehouse.laptop.ports import reserve
from gatehouse.options import Options
from gatehouse.system.system import System
from tests.second_service import SETTINGS, write_program

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Declared


@pytest.fixture
def declared(declare: Callable[..., Declared], root: Path, tmp_path: Path) -> Declared:
    main = write_program(root, tmp_path)
    return declare(lambda: runpy.run_path(str(main), run_name="__main__"), **SETTINGS)


async def test_each_app_answers_at_its_path_and_under_its_own_settings(
    declared: Declared, tmp_path: Path
) -> None:
    ports = reserve({"gateway": 0, "function": 0, "web": 0, "postgres": 0})
    options = Options(
        command="up",
        port=ports["gateway"],
        function_port=ports["function"],
        web_port=ports["web"],
        postgres_port=ports["postgres"],
        data=tmp_path,
    )
    system = System(declared.graph, options)
    gateway = next(host for host in system.hosts if host.name == "gateway")
    # Without their database, which they would wait for: nothing here asks it.
    hosts = [gateway, *system._functions.values()]
    for host in reversed(hosts):
        await host.start()
    running = system.endpoints()
    header = {"Ocp-Apim-Subscription-Key": running.subscription_key or ""}
    async with httpx.AsyncClient() as client:
        first = await client.get(f"{running.api}/generate_name", headers=header)
        second = await client.get(f"{running.gateway}/orders/generate_name")
        closed = await client.get(f"{running.api}/generate_name")
    for host in hosts:
        await host.stop()
    assert first.json().keys() == {"name"}
    assert closed.status_code == 401
    assert second.status_code == 200, second.text
    answer = second.json()
    assert answer["shop"] == "north"
    assert answer["token"] in declared.graph.answers["settings"].values()
    assert 1024 < answer["port"] < 65536
