from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.test import RequestFactory, override_settings

from quizsite.release import ReleaseMiddleware

if TYPE_CHECKING:
    from pathlib import Path


def test_every_answer_of_released_code_has_its_digest(tmp_path: Path) -> None:
    (tmp_path / "release.txt").write_text("0a1b\n")
    with override_settings(BASE_DIR=tmp_path):
        middleware = ReleaseMiddleware(lambda _: HttpResponse("a page"))
    assert middleware(RequestFactory().get("/healthz")).headers["X-Release"] == "0a1b"


def test_code_that_nobody_has_released_says_nothing(tmp_path: Path) -> None:
    with override_settings(BASE_DIR=tmp_path), pytest.raises(MiddlewareNotUsed):
        ReleaseMiddleware(lambda _: HttpResponse("a page"))
