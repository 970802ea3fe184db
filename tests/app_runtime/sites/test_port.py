from __future__ import annotations

import platform
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from app_runtime import make_environment
from app_runtime.inside.gatehouse_port import VARIABLE
from app_runtime.sites.port import bound_port, port_setting, prepare_port

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

OWN = ".".join(platform.python_version_tuple()[:2])
LOOK = "import socket; print(type(socket.socket.bind).__name__.split('_')[0])"


def test_an_apps_own_python_is_led_where_the_setting_says_so(tmp_path: Path, cache: Path) -> None:
    assert not cache.exists()
    (tmp_path / "requirements.txt").touch()
    environment = make_environment(tmp_path, OWN)

    def look(**variables: str) -> str:
        command = [str(environment.python), "-c", LOOK]
        return subprocess.run(
            command, env=variables, capture_output=True, text=True, check=True
        ).stdout.strip()

    prepare_port(environment)
    assert (look(), look(**port_setting(8000, 8001))) == ("method", "function")
    [written] = (environment.bin.parent).glob("lib/*/site-packages/gatehouse_port.py")
    before = written.stat().st_mtime_ns
    prepare_port(environment)
    assert written.stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("line", "port"),
    [("gatehouse: the app has bound port 50505", 50505), ("Listening at 50505", None)],
)
def test_a_line_tells_of_a_port(line: str, port: int | None) -> None:
    assert bound_port(line) == port


@pytest.mark.parametrize(("setting", "name"), [({}, "method"), ({VARIABLE: "80:81"}, "function")])
def test_the_module_acts_only_where_the_setting_is(
    measured: Mapping[str, str], setting: Mapping[str, str], name: str
) -> None:
    printed = subprocess.run(
        [sys.executable, "-c", f"import app_runtime.inside.gatehouse_port; {LOOK}"],
        env={**measured, "PYTHONPATH": ":".join(sys.path), **setting},
        capture_output=True,
        text=True,
        check=True,
    )
    assert printed.stdout.strip() == name
