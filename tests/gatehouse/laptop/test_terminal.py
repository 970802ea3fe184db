"""Lines with the name of who says them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatehouse.laptop.terminal import log

if TYPE_CHECKING:
    import pytest


def test_every_line_carries_the_name(capsys: pytest.CaptureFixture[str]) -> None:
    log("web", "one\ntwo")
    assert capsys.readouterr().err == "web      | one\nweb      | two\n"
