"""What a command by hand finds, beside a run and without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gatehouse.errors import LocalError
from gatehouse.laptop.endpoints import Endpoints
from gatehouse.laptop.lease import is_held, lease
from gatehouse.options import Options
from gatehouse.system import session as module
from gatehouse.system.session import local_session

if TYPE_CHECKING:
    from pathlib import Path

    from gatehouse.graph.graph import Graph


@pytest.fixture(autouse=True)
def evaluated(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Spares the tests the evaluation; returns the stacks that were asked for."""
    stacks: list[str] = []

    async def evaluate(stack: str, _data: Path) -> Graph:
        stacks.append(stack)
        return graph

    monkeypatch.setattr(module, "evaluate", evaluate)
    return stacks


async def test_without_a_run_the_database_that_is_there_is_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, evaluated: list[str]
) -> None:
    monkeypatch.setenv("PG_SERVER", "postgresql://me@localhost:5433/app")
    monkeypatch.setattr(module, "postgres_hosts", lambda *_: [])
    async with local_session(Options(command="run", data=tmp_path)) as session:
        assert is_held(tmp_path)
        [web, function] = session.apps
        assert (web.name, function.name) == ("web", "function")
        assert session.addresses[web.site.host_name] == "localhost:8000"
        assert session.addresses[session.databases[0].host_name] == "localhost:5433"
    assert not is_held(tmp_path)
    assert evaluated == ["dev"]


async def test_beside_a_run_everything_is_where_the_run_has_it(
    tmp_path: Path, graph: Graph, evaluated: list[str]
) -> None:
    server = graph.stack_outputs["postgres_host"]
    hosts = [one.outputs["defaultHostName"] for one in graph.of_type("azure-native:web:WebApp")]
    places = {name: f"localhost:{port}" for port, name in enumerate([server, *hosts], 9000)}
    with lease(tmp_path):
        Endpoints(stack="prod", addresses=places).write(tmp_path)
        for asked in ("", "prod"):
            async with local_session(Options(command="run", stack=asked, data=tmp_path)) as found:
                assert found.addresses == places
                assert {app.url for app in found.apps} == {
                    "http://localhost:9001",
                    "http://localhost:9002",
                }
    assert evaluated == ["prod", "prod"]


async def test_another_stack_than_the_running_one_is_refused(tmp_path: Path) -> None:
    with lease(tmp_path):
        Endpoints(stack="dev").write(tmp_path)
        with pytest.raises(LocalError, match=r"the stack dev runs in .*, prod was asked for"):
            async with local_session(Options(command="run", stack="prod", data=tmp_path)):
                pass


async def test_a_run_that_is_not_up_yet_is_waited_for_by_the_person(tmp_path: Path) -> None:
    with lease(tmp_path), pytest.raises(LocalError, match="is starting or stopping"):
        async with local_session(Options(command="run", stack="", data=tmp_path)):
            pass
