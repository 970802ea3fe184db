from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import app
import release
from release import Release, read_release
from tests.function_app.asgi import client_of, types_behind

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("path", ["/docs", "/openapi.json", "/generate_name", "/nowhere"])
async def test_every_answer_of_released_code_has_its_digest(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "read_release", lambda: "0a1b")
    async with client_of(app.create_app()) as http:
        assert (await http.get(path)).headers[release.HEADER] == "0a1b"


async def test_code_that_nobody_has_released_says_nothing() -> None:
    async with client_of(app.create_app()) as http:
        assert "X-Release" not in (await http.get("/docs")).headers


def test_the_digest_comes_with_the_code(tmp_path: Path) -> None:
    assert read_release(tmp_path) == ""
    (tmp_path / "release.txt").write_text("0a1b\n")
    assert read_release(tmp_path) == "0a1b"


async def test_what_is_not_http_passes() -> None:
    assert await types_behind(lambda app: Release(app, "0a1b")) == ["lifespan"]
