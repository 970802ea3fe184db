"""What a command by hand gets; tests/gatehouse/commands/test_run.py runs whole ones."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING

import pytest

from app_runtime import AppEnvironment
from gatehouse.declared.site import Site
from gatehouse.errors import LocalError
from gatehouse.system import command
from gatehouse.system.apps import LocalApp
from gatehouse.system.command import app_environment, app_variables, run_command, until_done

if TYPE_CHECKING:
    from pathlib import Path


def test_ctrl_c_before_the_command_starts_is_an_exit_code_and_no_traceback() -> None:
    ended: list[str] = []

    async def starting() -> int:
        try:
            os.kill(os.getpid(), signal.SIGINT)
            await asyncio.sleep(5)
        finally:
            ended.append("stopped")
        return 0

    assert (until_done(starting()), ended) == (130, ["stopped"])


async def test_a_signal_that_comes_before_the_command_is_there_waits_for_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    create = asyncio.create_subprocess_exec

    async def late(*words: str, **options: object) -> asyncio.subprocess.Process:
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.sleep(0.05)
        return await create(*words, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(asyncio, "create_subprocess_exec", late)
    assert await run_command(["sleep", "60"], tmp_path, {"PATH": os.defpath}) == 128 + 15


def app(folder: Path) -> LocalApp:
    site = Site(
        name="app-1",
        host_name="app-1.azure",
        is_function_app=False,
        source=folder,
        python_version="3.99",
        startup_command="gunicorn app",
        health_check_path="",
        settings={"PATH": "/nowhere", "DEBUG": "true"},
    )
    return LocalApp(name="web", site=site, url="http://localhost:8000", database=None)


def test_another_python_than_the_declared_one_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    made = AppEnvironment(tmp_path / "bin" / "python", "3.11.7", "Python 3.99 is declared")
    monkeypatch.setattr(command, "site_python", lambda *_, **__: made)
    assert app_environment(app(tmp_path)) is made
    assert capsys.readouterr().err == "web      | Python 3.99 is declared\n"


def test_a_folder_without_requirements_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LocalError, match=r"has no requirements\.txt"):
        app_environment(app(tmp_path))


def test_other_pythons_are_not_found_and_everything_else_of_the_person_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "other" / "bin").mkdir(parents=True)
    (tmp_path / "other" / "pyvenv.cfg").touch()
    monkeypatch.setenv("PATH", f"{tmp_path}/other/bin:/usr/bin:")
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    monkeypatch.setenv("EDITOR", "vi")
    python = AppEnvironment(tmp_path / "own" / "bin" / "python", "3.11.7", "")
    found = app_variables(app(tmp_path), python)
    assert found["PATH"] == f"{tmp_path}/own/bin:/usr/bin"
    assert found["VIRTUAL_ENV"] == str(tmp_path / "own")
    assert (found["EDITOR"], found["DEBUG"]) == ("vi", "true")
    assert "PYTHONPATH" not in found
