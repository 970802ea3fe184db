"""Clearing the data of the local run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gatehouse.commands.reset import run
from gatehouse.errors import LocalError
from gatehouse.laptop.lease import lease
from gatehouse.options import Options

if TYPE_CHECKING:
    from pathlib import Path


def test_everything_that_was_kept_is_gone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    (data / "releases" / "deep").mkdir(parents=True)
    (data / "postgres").mkdir()
    (data / "seed").touch()
    assert run(Options(command="reset", data=data)) == 0
    assert list(tmp_path.iterdir()) == []
    assert capsys.readouterr().out == f"cleared {data}\n"


def test_a_server_that_runs_by_itself_keeps_what_it_has_and_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PG_SERVER", "postgresql://app_user@localhost/app")
    assert run(Options(command="reset", data=tmp_path / "data")) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "the server at localhost:5432 keeps its databases; `dropdb` removes one"
    ]


def test_nothing_is_cleared_while_a_local_run_goes_on(tmp_path: Path) -> None:
    (tmp_path / "seed").touch()
    with lease(tmp_path), pytest.raises(LocalError, match="another local run"):
        run(Options(command="reset", data=tmp_path))
    assert (tmp_path / "seed").exists()
