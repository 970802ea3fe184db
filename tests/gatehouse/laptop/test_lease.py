"""One local run to a data folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gatehouse.errors import LocalError
from gatehouse.laptop.lease import is_held, lease

if TYPE_CHECKING:
    from pathlib import Path


def test_a_second_run_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    with (
        lease(tmp_path),
        pytest.raises(LocalError, match=r"another local run uses .* --data"),
        lease(tmp_path),
    ):
        pass  # never reached: the second lease is refused


def test_the_lock_file_is_gone_afterwards(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    with lease(folder):
        assert [path.name for path in folder.iterdir()] == ["run.lock"]
    assert list(folder.iterdir()) == []


def test_nobody_else_may_list_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    with lease(folder):
        assert folder.stat().st_mode & 0o777 == 0o711


def test_it_is_held_by_a_run_and_not_by_a_file_that_one_has_left(tmp_path: Path) -> None:
    assert not is_held(tmp_path / "new")
    with lease(tmp_path):
        assert is_held(tmp_path)
    (tmp_path / "run.lock").touch()
    assert not is_held(tmp_path)
