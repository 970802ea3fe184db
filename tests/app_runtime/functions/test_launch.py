from __future__ import annotations

from pathlib import Path

import pytest

from app_runtime import AppEnvironment
from app_runtime.functions.launch import DESCRIBE, SERVE, command, environ
from app_runtime.inside import describe, serve


def test_an_app_gets_its_settings_and_nobody_elses_variables() -> None:
    machine = {"HOME": "/home/me", "GITHUB_TOKEN": "token", "PATH": "/bin", "LANG": "C.UTF-8"}
    assert environ({"LANG": "de", "SHOP": "north"}, machine) == {
        "HOME": "/home/me",
        "PATH": "/bin",
        "LANG": "de",
        "SHOP": "north",
    }


@pytest.mark.parametrize(("script", "module"), [(DESCRIBE, describe), (SERVE, serve)])
def test_an_apps_python_runs_isolated_and_without_a_buffer(script: str, module: object) -> None:
    environment = AppEnvironment(Path("/env/bin/python"), "3.12.1", "")
    found = command(environment, script, "more")
    assert found == ["/env/bin/python", "-I", "-u", str(vars(module)["__file__"]), "more"]
