from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

import app
import release
from release import Release, read_release

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.types import Message, Receive, Scope, Send


def client() -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app.create_app())
    return httpx.AsyncClient(transport=transport, base_url="http://localhost")


@pytest.mark.parametrize("path", ["/docs", "/openapi.json", "/generate_name", "/nowhere"])
async def test_every_answer_of_released_code_has_its_digest(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "read_release", lambda: "0a1b")
    async with client() as http:
        assert (await http.get(path)).headers[release.HEADER] == "0a1b"


async def test_code_that_nobody_has_released_says_nothing() -> None:
    async with client() as http:
        assert "X-Release" not in (await http.get("/docs")).headers


def test_the_digest_comes_with_the_code(tmp_path: Path) -> None:
    assert read_release(tmp_path) == ""
    (tmp_path / "release.txt").write_text("0a1b\n")
    assert read_release(tmp_path) == "0a1b"


async def test_what_is_not_http_passes() -> None:
    seen: list[str] = []

    async def note(scope: Scope, _receive: Receive, _send: Send) -> None:
        seen.append(scope["type"])

    await Release(note, "0a1b")({"type": "lifespan"}, _no_receive, _no_send)
    assert seen == ["lifespan"]


async def _no_receive() -> Message:
    raise NotImplementedError


async def _no_send(_message: Message) -> None:
    raise NotImplementedError
