"""Files for their owner alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatehouse.laptop.private_file import write

if TYPE_CHECKING:
    from pathlib import Path


def test_a_link_that_lies_in_wait_is_not_written_to(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("kept")
    (tmp_path / "keys.partial").symlink_to(other)
    write(tmp_path / "keys", "secret")
    assert other.read_text() == "kept"
    assert (tmp_path / "keys").read_text() == "secret"
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o600
