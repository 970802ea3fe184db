from __future__ import annotations

import os
from typing import TYPE_CHECKING

from gatehouse.hosts.functions.worker_environment import with_variables

if TYPE_CHECKING:
    import pytest


def _seen() -> tuple[str | None, str | None]:
    return os.environ.get("OLD_SETTING"), os.environ.get("NEW_SETTING")


def test_variables_are_there_inside_and_gone_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OLD_SETTING", "before")
    monkeypatch.delenv("NEW_SETTING", raising=False)
    with with_variables({"OLD_SETTING": "inside", "NEW_SETTING": "inside"}):
        assert _seen() == ("inside", "inside")
    assert _seen() == ("before", None)
