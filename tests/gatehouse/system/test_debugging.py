"""Which apps listen for a debugger, and where VS Code looks for them."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING

import pytest

from app_runtime.inside.gatehouse_worker.debugger import VARIABLE
from gatehouse.declared.app_settings import GUNICORN
from gatehouse.declared.declared_hosts import DeclaredHosts
from gatehouse.errors import LocalError
from gatehouse.laptop.addresses import LocalAddresses
from gatehouse.laptop.ports import FREE, LOOPBACK, reserve
from gatehouse.options import Options
from gatehouse.system import debugging
from gatehouse.system.apps import apps
from gatehouse.system.debugging import FIRST_PORT, with_debuggers
from tests.gatehouse.system.test_apps import SEVERAL

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.conftest import Declared


@pytest.fixture(autouse=True)
def first(monkeypatch: pytest.MonkeyPatch) -> int:
    """The first of some ports that nobody has."""
    port = reserve({"port": 0})["port"]
    monkeypatch.setattr(debugging, "FIRST_PORT", port)
    return port


def ports(*wanted: str) -> Mapping[str, int]:
    found = with_debuggers(SEVERAL, wanted)
    return {app.name: app.debug_port for app in found if app.debug_port}


def test_nobody_listens_unasked() -> None:
    assert with_debuggers(SEVERAL, ()) == SEVERAL


def test_each_app_has_a_port_of_its_own_whichever_are_asked_for(first: int) -> None:
    assert ports("web") == {"web": first}
    assert ports("gateway-2", "web") == {"web": first, "gateway-2": first + 3}


def test_a_port_that_is_given_goes_before_a_usual_one(first: int) -> None:
    found = ports("web", f"function:{first}")
    assert found["function"] == first
    assert found["web"] in FREE
    assert found["web"] != first


def test_a_usual_port_that_is_taken_makes_way_for_a_free_one(first: int) -> None:
    with socket.create_server((LOOPBACK, first)):
        assert ports("web")["web"] != first


def test_zero_takes_the_usual_one(first: int) -> None:
    assert ports("web:0") == {"web": first}


def test_a_given_port_that_is_taken_is_refused(first: int) -> None:
    with (
        socket.create_server((LOOPBACK, first)),
        pytest.raises(LocalError, match=rf"port {first} \(--debug web\)"),
    ):
        ports(f"web:{first}")


@pytest.mark.parametrize(
    ("word", "message"),
    [("shop", "'shop' is no app"), ("web:", "has the port ''"), ("web:x", "has the port 'x'")],
)
def test_what_is_no_app_or_no_port_is_refused(word: str, message: str) -> None:
    with pytest.raises(LocalError, match=message):
        ports(word)


def test_a_site_has_one_worker_that_may_stand_for_as_long_as_it_likes(first: int) -> None:
    web, *_, function, _ = with_debuggers(SEVERAL, ["web", "function"])
    assert web.site.settings[VARIABLE] == str(first)
    assert web.site.settings[GUNICORN] == "--workers=1 --timeout=0"
    assert function.site.settings == {VARIABLE: str(first + 4)}


def test_vs_code_looks_for_each_app_where_it_listens(
    deployed: Declared, root: Path, tmp_path: Path
) -> None:
    declared = DeclaredHosts.of(deployed.graph)
    places = LocalAddresses.of(declared, Options(command="up"))
    known = apps(declared, places, tmp_path)
    launch = json.loads((root / ".vscode/launch.json").read_text())
    assert {one["name"]: one["connect"] for one in launch["configurations"]} == {
        f"Attach to {app.name}": {"host": LOOPBACK, "port": FIRST_PORT + number}
        for number, app in enumerate(known)
    }
    [both] = launch["compounds"]
    assert both["configurations"] == [one["name"] for one in launch["configurations"]]
