from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from app_runtime.inside.gatehouse_worker.logs import show_logs

if TYPE_CHECKING:
    import pytest


def test_infos_show_and_the_middlewares_greeting_does_not(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.root, "handlers", [])
    monkeypatch.setattr(logging.root, "level", logging.WARNING)
    show_logs()
    logging.getLogger("app").info("hello")
    logging.getLogger("app").debug("hidden")
    logging.getLogger("azure.functions.AsgiMiddleware").info("hidden")
    assert capsys.readouterr().err == "INFO app: hello\n"
