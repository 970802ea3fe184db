"""Starting side by side, restarting, stopping."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest

import gatehouse.system.supervisor
from gatehouse.errors import LocalError
from gatehouse.system.supervisor import Supervisor

Said = list[tuple[str, str]]


@dataclass
class FakeHost:
    """A host that does what the test tells it."""

    name: str
    exits: int = 0
    start_failures: list[str] = field(default_factory=list)
    stop_failure: str = ""
    waits_for: asyncio.Event | None = None
    events: list[str] = field(default_factory=list)

    async def start(self) -> None:
        self.events.append("start")
        if self.waits_for is not None:
            await self.waits_for.wait()
        if self.start_failures:
            raise LocalError(self.start_failures.pop(0))

    async def stop(self) -> None:
        self.events.append("stop")
        if self.stop_failure:
            raise LocalError(self.stop_failure)

    async def exited(self) -> str:
        if self.exits == 0:
            await asyncio.Event().wait()
        self.exits -= 1
        return "killed"


def supervise(*hosts: FakeHost) -> tuple[Supervisor, Said]:
    said: Said = []
    return Supervisor(hosts, lambda name, text: said.append((name, text))), said


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gatehouse.system.supervisor, "PAUSE", 0.0)


async def test_hosts_start_side_by_side() -> None:
    other_started = asyncio.Event()

    class Second(FakeHost):
        async def start(self) -> None:
            other_started.set()

    first, second = FakeHost("first", waits_for=other_started), Second("second")
    supervisor, _ = supervise(first, second)
    await supervisor.start()  # would wait for ever if one started after the other
    assert first.events == ["start"]


async def test_one_host_that_cannot_start_stops_the_others() -> None:
    slow = FakeHost("slow", waits_for=asyncio.Event())
    broken = FakeHost("broken", start_failures=["port taken"])
    supervisor, _ = supervise(slow, broken)
    with pytest.raises(LocalError, match="port taken"):
        await supervisor.start()
    assert (slow.events, broken.events) == (["start", "stop"], ["start", "stop"])


async def test_a_host_that_exits_is_started_again_and_the_log_says_why() -> None:
    host = FakeHost("web", exits=1)
    supervisor, said = supervise(host)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(supervisor.watch(), 0.05)
    assert host.events == ["stop", "start"]
    assert said == [("web", "killed; starting it again in 0 s"), ("web", "running again")]


async def test_a_restart_that_fails_is_tried_again() -> None:
    host = FakeHost("web", exits=1, start_failures=["no database yet"])
    supervisor, said = supervise(host)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(supervisor.watch(), 0.05)
    assert said == [
        ("web", "killed; starting it again in 0 s"),
        ("web", "no database yet; starting it again in 0 s"),
        ("web", "running again"),
    ]


async def test_a_host_that_never_stays_up_ends_the_run() -> None:
    supervisor, said = supervise(FakeHost("web", exits=100))
    with pytest.raises(LocalError, match="web stopped 5 times in a row"):
        await supervisor.watch()
    assert len(said) == 10


async def test_failures_long_ago_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gatehouse.system.supervisor, "STEADY", -1.0)
    host = FakeHost("web", exits=20)
    supervisor, _ = supervise(host)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(supervisor.watch(), 0.2)
    assert host.events == ["stop", "start"] * 20


async def test_every_host_is_stopped_even_when_one_fails_to() -> None:
    stuck, fine = FakeHost("stuck", stop_failure="will not go"), FakeHost("fine")
    supervisor, _ = supervise(stuck, fine)
    with pytest.raises(LocalError, match="will not go"):
        await supervisor.stop()
    assert fine.events == ["stop"]


async def test_a_cancelled_stop_still_stops_every_host() -> None:
    class Slow(FakeHost):
        async def stop(self) -> None:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                await asyncio.sleep(0)
                self.events.append("ended at once")
                raise

    one, two = Slow("one"), Slow("two")
    supervisor, _ = supervise(one, two)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(supervisor.stop(), 0.01)
    assert one.events + two.events == ["ended at once"] * 2


async def test_without_hosts_there_is_nothing_to_wait_for() -> None:
    supervisor, said = supervise()
    await supervisor.start()
    await supervisor.stop()
    assert said == []
