from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from django.test import override_settings

from quizsite import static_files
from quizsite.static_files import collect_static_files

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client


class Finder:
    """Finds what is in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def list(self, _: list[str]) -> list[tuple[str, Finder]]:
        return [(each.name, self) for each in sorted(self._folder.iterdir())]

    def path(self, name: str) -> str:
        return str(self._folder / name)


def test_files_are_collected_when_their_content_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.mkdir()
    target.mkdir()
    calls: list[str] = []
    monkeypatch.setattr(static_files, "get_finders", lambda: [Finder(source)])
    monkeypatch.setattr(static_files, "call_command", lambda name, **_: calls.append(name))
    with override_settings(STATIC_ROOT=target):
        (source / "style.css").write_text("a")
        collected = [collect_static_files(), collect_static_files()]
        (source / "style.css").write_text("b")
        collected += [collect_static_files(), collect_static_files()]
    assert collected == [True, False, True, False]
    assert calls == ["collectstatic"] * 2


@pytest.mark.usefixtures("site")
def test_files_are_found_by_their_content_compressed_and_kept_for_ever(client: Client) -> None:
    from django.conf import settings  # noqa: PLC0415 - the fixture chose the folder

    manifest = json.loads((settings.STATIC_ROOT / "staticfiles.json").read_text())
    hashed = manifest["paths"]["quizzes/style.css"]
    assert f"/static/{hashed}" in client.get("/quizzes/").text
    response = client.get(f"/static/{hashed}", headers={"accept-encoding": "gzip"})
    assert response.status_code == 200
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["Content-Encoding"] == "gzip"
    response.close()
