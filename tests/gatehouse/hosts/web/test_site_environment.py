"""What a site's process finds in its environment."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from gatehouse.hosts.web.site_environment import web_environment

BIN = str(Path(sys.executable).parent)


@pytest.fixture(autouse=True)
def _machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        monkeypatch.delenv(name)
    for name, value in {"HOME": "/home/me", "PATH": "/bin", "API_PATH": "/api"}.items():
        monkeypatch.setenv(name, value)


def test_it_holds_the_settings_and_little_of_this_machine() -> None:
    assert web_environment({"DEBUG": "false"}, port=8000, descriptor=3) == {
        "DEBUG": "false",
        "GUNICORN_CMD_ARGS": "--bind=fd://3 --no-control-socket",
        "HOME": "/home/me",
        "PATH": f"{BIN}:/bin",
        "PORT": "8000",
        "PYTHONUNBUFFERED": "1",
    }


def test_the_settings_options_for_gunicorn_stay() -> None:
    settings = {"GUNICORN_CMD_ARGS": "--threads 4"}
    assert web_environment(settings, port=8000, descriptor=3)["GUNICORN_CMD_ARGS"] == (
        "--threads 4 --bind=fd://3 --no-control-socket"
    )
