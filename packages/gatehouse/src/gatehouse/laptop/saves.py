"""The saves in an app's folder: what a person changes there, and not what the app itself writes.

a change ─▶ is it a source? ─▶ did the app write it as it started? ─▶ a save
            caches, `.gitignore`, uploads,   twice in a row: no save from now on
            databases, logs: no
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from watchfiles import Change, DefaultFilter, awatch

from gatehouse.laptop.ignored import Ignored

if TYPE_CHECKING:
    import asyncio
    from collections.abc import AsyncIterator, Callable, Iterable

QUIET_MS = 50
"""A save is over when nothing has changed for so long."""
RESTLESS_MS = 400
"""A save that does not end is followed nevertheless."""
FEWEST_STARTS, MOST_STARTS = 2, 4
"""In so many starts in a row a file has to change that is the app's own; code in the second.

So often in a row, too, may a start be caused by what was written in the one before.
"""
CODE = ".py"
WRITTEN_BY_APPS = (
    "instance",
    "media",
    "mediafiles",
    "node_modules",
    "static_root",
    "staticfiles",
    "uploads",
    "venv",
)
"""Folders that an app fills: STATIC_ROOT, MEDIA_ROOT, Flask's instance folder."""
STATIC = "static"
"""Its files are sources, whatever kind they are."""
IMAGES = (".gif", ".jpeg", ".jpg", ".png", ".webp")
DOCUMENTS = (".mp3", ".mp4", ".pdf", ".zip")
DATABASES = tuple(
    f"{database}{more}"
    for database in (".db", ".sqlite", ".sqlite3")
    for more in ("", "-journal", "-shm", "-wal")
)
OF_SERVERS = (".lock", ".log", ".pid", ".sock", ".temp", ".tmp")
NO_SOURCE = frozenset((*IMAGES, *DOCUMENTS, *DATABASES, *OF_SERVERS))
"""Kinds of files that come in as uploads or are written by databases and servers."""


class _Sources(DefaultFilter):
    """Passes the changes of sources: watchfiles' own filter knows editors' and Python's files."""

    ignore_dirs = (*DefaultFilter.ignore_dirs, *WRITTEN_BY_APPS)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._ignored = Ignored(folder)

    def __call__(self, change: Change, path: str) -> bool:
        relative = Path(path).relative_to(self._folder)
        hidden = any(part.startswith(".") for part in relative.parts[:-1])
        other = relative.suffix.lower() in NO_SOURCE and STATIC not in relative.parts
        if hidden or other or not super().__call__(change, str(relative)):
            return False
        folder = change is not Change.deleted and Path(path).is_dir()
        return not folder and Path(path) not in self._ignored


class Saves:
    """Tells saves from the app's own output; `report` takes a line on what is no save any more.

    A file that changes in two starts in a row is the app's own, since a person would have to hit
    the moment twice. Code that somebody works on is hit more easily, so it needs four. After four
    starts in a row by files of ever new names, nothing but code counts while the app starts.
    """

    def __init__(self, folder: Path, report: Callable[[str], None]) -> None:
        self._folder = folder.resolve()
        self._report = report
        self._own: set[str] = set()
        self._starts: dict[str, int] = {}
        self._now: set[str] = set()
        self._in_a_row = 0
        self._restless = False
        self._started = float("inf")

    def starting(self) -> None:
        """Notes that the app begins to start: what is written from here on may be its own."""
        self._in_a_row = self._in_a_row + 1 if self._now else 0
        self._starts = {name: self._starts.get(name, 0) + 1 for name in self._now}
        self._now = set()
        self._started = float("inf")

    def started(self) -> None:
        """Notes that the app has started, or that it has failed to."""
        self._started = time.time()

    async def each(self, stopping: asyncio.Event) -> AsyncIterator[list[str]]:
        """Yields the saved files, relative to the folder; several saves at once are one.

        Ends with the event. Raises OSError or RuntimeError when the system can't watch the folder.
        """
        async for changes in awatch(
            self._folder,
            watch_filter=_Sources(self._folder),
            stop_event=stopping,
            debounce=RESTLESS_MS,
            step=QUIET_MS,
        ):
            saved = self.judge(str(Path(path).relative_to(self._folder)) for _, path in changes)
            if saved:
                yield sorted(saved)

    def judge(self, changed: Iterable[str]) -> set[str]:
        """Returns those of the changed files that a person has saved."""
        names = set(changed)
        written = {name for name in names if self._time(name) < self._started}
        again = {name for name in written - self._own if self._is_own(name)}
        if again:
            self._own |= again
            if not self._restless:
                self._report(
                    f"{_named(again)} written by the app whenever it starts: no save from now on. "
                    "Name it in .gitignore"
                )
            self._restless = self._restless or self._in_a_row >= MOST_STARTS
        self._now |= written - self._own
        return {
            name
            for name in names
            if name not in self._own or (name.endswith(CODE) and name not in written)
        }

    def _is_own(self, name: str) -> bool:
        starts, code = self._starts.get(name, 0) + 1, name.endswith(CODE)
        loops = self._in_a_row >= MOST_STARTS or (self._restless and not code)
        return loops or starts >= (MOST_STARTS if code else FEWEST_STARTS)

    def _time(self, name: str) -> float:
        """Returns when the file changed, which is reported some time later."""
        try:
            return (self._folder / name).stat().st_mtime
        except OSError:  # deleted
            return time.time()


def _named(files: set[str]) -> str:
    first, more = min(files), len(files) - 1
    return f"{first} and {more} more are" if more else f"{first} is"
