"""Small folders of apps."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from gatehouse.adopting.app_folder import AppFolder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@pytest.fixture
def make_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppFolder]:
    """Writes an app's files into a folder `shop` of the current one."""
    monkeypatch.chdir(tmp_path)

    def make(files: Mapping[str, str]) -> AppFolder:
        folder = Path("shop")
        folder.mkdir(exist_ok=True)
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dedent(text))
        return AppFolder(folder)

    return make
