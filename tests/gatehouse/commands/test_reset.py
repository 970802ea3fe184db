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


def test_nothing_is_cleared_while_a_local_run_goes_on(tmp_path: Path) -> None:
    (tmp_path / "seed").touch()
    with lease(tmp_path), pytest.raises(LocalError, match="another local run"):
        run(Options(command="reset", data=tmp_path))
    assert (tmp_path / "seed").exists()
