"""The command: one sentence and an exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatehouse.__main__ import main
from gatehouse.laptop.lease import lease

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_command_is_the_module_of_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    assert main(["reset", "--data", str(data)]) == 0
    assert capsys.readouterr().out == f"cleared {data}\n"


def test_what_is_wrong_is_one_sentence_and_exit_code_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with lease(tmp_path):
        assert main(["reset", "--data", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith(f"\nanother local run uses {tmp_path}")
