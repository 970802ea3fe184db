"""A host that waits for another one."""

from __future__ import annotations

import asyncio

from gatehouse.hosts.dependent_host import DependentHost


class Noted:
    """Notes down what it is asked."""

    name = "noted"

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def start(self) -> None:
        self.asked.append("start")

    async def stop(self) -> None:
        self.asked.append("stop")

    async def exited(self) -> str:
        return "gone"


async def test_it_starts_once_the_other_is_ready() -> None:
    noted, ready = Noted(), asyncio.Event()
    host = DependentHost(noted, ready)
    starting = asyncio.create_task(host.start())
    await asyncio.sleep(0)
    assert noted.asked == []
    ready.set()
    await starting
    assert noted.asked == ["start"]


async def test_all_else_is_the_host_s_own() -> None:
    noted = Noted()
    host = DependentHost(noted, asyncio.Event())
    await host.stop()
    assert (host.name, noted.asked, await host.exited()) == ("noted", ["stop"], "gone")
