"""What made-up keys are derived from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatehouse.program.seed import read_seed

if TYPE_CHECKING:
    from pathlib import Path


def test_a_seed_is_kept_from_run_to_run_and_from_others(tmp_path: Path) -> None:
    path = tmp_path / "seed"
    assert read_seed(path) == read_seed(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(path.read_bytes()) == 32


def test_without_a_file_every_seed_is_another() -> None:
    assert read_seed(None) != read_seed(None)
