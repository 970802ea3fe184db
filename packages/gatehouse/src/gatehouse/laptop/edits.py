"""Watches the files that the resource graph is made from, and no others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from watchfiles import DefaultFilter, awatch

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator, Sequence

    from watchfiles import Change

FOLDERS = ("components", "config", "policies")
FILES = ("__main__.py", "Pulumi.yaml")


class _Program(DefaultFilter):
    """Leaves out what editors and Python leave beside the sources."""

    def __init__(self, folders: Sequence[Path]) -> None:
        super().__init__()
        self._watched = folders

    def __call__(self, change: Change, path: str) -> bool:
        ours = any(Path(path).is_relative_to(folder) for folder in self._watched)
        return (ours or _is_program_file(Path(path))) and super().__call__(change, path)


async def changes(apps: Iterable[Path] = ()) -> AsyncIterator[list[str]]:
    """Yields the changed files, relative to the working folder; several saves at once are one.

    `apps` are the folders of apps whose routes are a part of the graph, wherever they lie below the
    working folder.
    """
    # Folder by folder, not recursively: below the working folder lie `.venv`, `.git` and the data
    # of PostgreSQL, whose many changes would cost a core. So a new folder, such as
    # `components/queue`, is watched only once the watch is begun anew, which its own appearance
    # in `components` leads to.
    folders = [*(Path.cwd() / name for name in FOLDERS), *(Path.cwd() / app for app in apps)]
    ours = _Program(folders)
    while True:
        roots = _roots(folders)
        async for found in awatch(*roots, watch_filter=ours, recursive=False, step=50):
            yield sorted({str(Path(path).relative_to(Path.cwd())) for _, path in found})
            if _roots(folders) != roots:
                break
        else:
            return


def _roots(folders: Iterable[Path]) -> list[Path]:
    """Returns the folders to watch; not files, since editors put a new one in the old one's place.

    A watch on the file itself would stay with the old one and see nothing more.
    """
    return [Path.cwd(), *(one for folder in folders for one in _folders(folder))]


def _folders(folder: Path) -> Iterator[Path]:
    """Yields the folder and those below it, but for caches and hidden ones such as `.venv`.

    Yields none of a folder that isn't there, such as `policies` without any document.
    """
    if not folder.is_dir():
        return
    yield folder
    for one in sorted(folder.iterdir()):
        if one.is_dir() and not one.name.startswith((".", "__")):
            yield from _folders(one)


def _is_program_file(path: Path) -> bool:
    stack_file = path.name.startswith("Pulumi.") and path.suffix == ".yaml"
    return path.parent == Path.cwd() and (path.name in FILES or stack_file)
