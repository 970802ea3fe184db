from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app_runtime import AppEnvironment
from app_runtime.functions import digest as digests
from app_runtime.functions.digest import digest

if TYPE_CHECKING:
    from collections.abc import Callable

ENVIRONMENT = AppEnvironment(Path("/env/bin/python"), "3.12.1", "")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "one.py").write_text("WORD = 'one'")
    return tmp_path


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "words" / "one.py").write_text("WORD = 'two'"),
        lambda folder: (folder / "words" / "one.py").rename(folder / "words" / "two.py"),
        lambda folder: (folder / "data.bin").write_bytes(b"1" * 2000),
    ],
)
def test_another_file_is_another_digest(
    folder: Path, change: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digests, "LARGE", 1000)
    before = digest(folder, ENVIRONMENT, {})
    change(folder)
    assert digest(folder, ENVIRONMENT, {}) != before


def test_another_setting_or_environment_is_another_digest(folder: Path) -> None:
    other = AppEnvironment(Path("/other/bin/python"), "3.12.1", "")
    found = {
        digest(folder, ENVIRONMENT, {}),
        digest(folder, ENVIRONMENT, {"SHOP": "north"}),
        digest(folder, other, {}),
    }
    assert len(found) == 3


def test_what_python_writes_and_links_to_nowhere_do_not_count(folder: Path) -> None:
    before = digest(folder, ENVIRONMENT, {"A": "1", "B": "2"})
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "one.pyc").touch()
    assert digest(folder, ENVIRONMENT, {"B": "2", "A": "1"}) == before
    (folder / "nowhere").symlink_to(folder / "missing")
    assert digest(folder, ENVIRONMENT, {}) == digest(folder, ENVIRONMENT, {})
