"""Notices edits of the program: what the graph is made of, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from watchfiles import DefaultFilter, awatch

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from watchfiles import Change

FOLDERS = ("components", "config", "function_app", "policies")
FILES = ("__main__.py", "Pulumi.yaml")


class _Program(DefaultFilter):
    """Leaves out what editors and Python leave beside the sources."""

    def __call__(self, change: Change, path: str) -> bool:
        relative = Path(path).relative_to(Path.cwd())
        ours = relative.parts[0] in FOLDERS or _is_program_file(relative)
        return ours and super().__call__(change, path)


async def changes() -> AsyncIterator[list[str]]:
    """Yields the changed files, relative to the working folder; several saves at once are one."""
    while True:
        roots = _roots()
        async for found in awatch(*roots, watch_filter=_Program(), recursive=False, step=50):
            yield sorted({str(Path(path).relative_to(Path.cwd())) for _, path in found})
            if _roots() != roots:
                break
        else:
            return


def _roots() -> list[Path]:
    """The folders are watched, not their files: editors put a new file in the old one's place."""
    return [Path.cwd(), *(one for name in FOLDERS for one in _folders(Path.cwd() / name))]


def _folders(folder: Path) -> Iterator[Path]:
    """Yields the folder and those below it, but for caches and hidden ones such as `.venv`."""
    yield folder
    for one in sorted(folder.iterdir()):
        if one.is_dir() and not one.name.startswith((".", "__")):
            yield from _folders(one)


def _is_program_file(path: Path) -> bool:
    stack_file = path.name.startswith("Pulumi.") and path.suffix == ".yaml"
    return len(path.parts) == 1 and (path.name in FILES or stack_file)
