from __future__ import annotations

import asyncio
import os
import time
from typing import TYPE_CHECKING

import pytest
from watchfiles import Change

from gatehouse.laptop.saves import MOST_STARTS, Saves, _Sources

if TYPE_CHECKING:
    from pathlib import Path

OWN = "{} written by the app whenever it starts: no save from now on. Name it in .gitignore"


class Folder:
    """An app's folder, and what was said of its files."""

    def __init__(self, folder: Path) -> None:
        self.path = folder
        self.said: list[str] = []
        self.saves = Saves(folder, self.said.append)

    def start(self, *written: str) -> set[str]:
        """Returns what counts as a save of that which is written while the app starts."""
        self.saves.starting()
        found = self.change(*written)
        self.saves.started()
        return found

    def change(self, *names: str) -> set[str]:
        for name in names:
            (self.path / name).write_text(str(time.time_ns()))
        return self.saves.judge(names)

    def later(self, *names: str) -> set[str]:
        """Returns what counts as a save of that which is written when the app has started."""
        for name in names:
            (self.path / name).touch()
            later = time.time() + 60
            os.utime(self.path / name, (later, later))
        return self.saves.judge(names)


@pytest.fixture
def app(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_a_file_that_each_start_writes_is_a_save_once(app: Folder) -> None:
    assert [app.start("a.css") for _ in range(3)] == [{"a.css"}, set(), set()]
    assert app.later("a.css") == set()
    assert app.said == [OWN.format("a.css is")]


def test_many_files_are_told_at_once(app: Folder) -> None:
    app.start("a.css", "b.css", "c.css")
    app.start("a.css", "b.css", "c.css", "d.css")
    assert app.said == [OWN.format("a.css and 2 more are")]


def test_a_file_that_changes_between_starts_stays_a_source(app: Folder) -> None:
    app.start("a.css")
    assert app.later("a.css") == {"a.css"}
    app.start()
    assert app.start("a.css") == {"a.css"}
    assert app.said == []


def test_code_may_be_saved_while_the_app_starts(app: Folder) -> None:
    starts = [app.start("a.py") for _ in range(MOST_STARTS)]
    assert starts == [{"a.py"}] * (MOST_STARTS - 1) + [set()]
    assert app.said == [OWN.format("a.py is")]
    assert app.later("a.py") == {"a.py"}


def test_a_loop_by_ever_new_files_ends(app: Folder) -> None:
    starts = [app.start(f"{number}.txt") for number in range(MOST_STARTS + 3)]
    assert starts == [{f"{number}.txt"} for number in range(MOST_STARTS)] + [set()] * 3
    assert app.said == [OWN.format(f"{MOST_STARTS}.txt is")]
    assert app.start("a.py") == {"a.py"}


def test_a_file_that_is_gone_counts_by_now(app: Folder) -> None:
    app.saves.starting()
    assert app.saves.judge(["gone.html"]) == {"gone.html"}


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("views.py", True),
        ("templates/a.html", True),
        (".env", True),
        ("static/logo.png", True),
        ("logo.png", False),
        ("media/a.html", False),
        ("staticfiles/a.css", False),
        ("db.sqlite3", False),
        ("__pycache__/a.pyc", False),
        (".venv/lib/a.py", False),
        (".cache/a.py", False),
        ("a.pyc", False),
        ("secret.txt", False),
        ("folder", False),
    ],
)
def test_sources_are_what_a_person_writes(tmp_path: Path, path: str, *, source: bool) -> None:
    (tmp_path / ".gitignore").write_text("secret.txt")
    (tmp_path / "folder").mkdir()
    assert _Sources(tmp_path)(Change.modified, str(tmp_path / path)) == source
    assert path == "folder" or _Sources(tmp_path)(Change.deleted, str(tmp_path / path)) == source


async def test_each_save_is_told_by_its_files(tmp_path: Path) -> None:
    stopping, saves = asyncio.Event(), Saves(tmp_path, print)
    found: asyncio.Queue[list[str]] = asyncio.Queue()

    async def watch() -> None:
        async for names in saves.each(stopping):
            found.put_nowait(names)

    watching = asyncio.create_task(watch())
    await asyncio.sleep(0.1)
    saves.starting()
    for _ in range(2):
        (tmp_path / "own.txt").write_text(str(time.time_ns()))
        await asyncio.sleep(0.2)
        saves.starting()
    (tmp_path / "a.py").touch()
    async with asyncio.timeout(10):
        assert [await found.get() for _ in range(2)] == [["own.txt"], ["a.py"]]
    stopping.set()
    await watching
