"""The files of a folder of code that an app needs where it runs, and no others."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from components.errors import ComponentError
from components.release.ignore_rules import IGNORE_FILES, IgnoreRules
from components.release.secret_names import looks_secret

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKS = ("pyvenv.cfg", "CACHEDIR.TAG")
"""A folder that holds one of these is a virtual environment, or a cache: https://bford.info/cachedir/"""
# With settings of a laptop alone: `.env.local` for any app, and the file of Azure's own tools.
LEFT_OUT = frozenset(
    {
        ".DS_Store",
        ".env.local",
        ".git",
        ".gitattributes",
        ".gitignore",
        ".gitmodules",
        ".hg",
        ".idea",
        ".mypy_cache",
        ".nox",
        ".pytest_cache",
        ".ruff_cache",
        ".svn",
        ".tox",
        ".venv",
        ".vscode",
        "Thumbs.db",
        "__pycache__",
        "local.settings.json",
        "node_modules",
        "venv",
        *IGNORE_FILES,
    }
)
COMPILED = (".pyc", ".pyo")


def code_files(source: Path) -> dict[str, Path]:
    """Returns the files by their path in the release, in an order that no machine changes.

    Left out are caches and virtual environments, what git ignores, and what `.funcignore` and
    `.deployignore` name. Raises ComponentError for a file that looks like a secret, unless a line
    such as `!conf/ca.pem` insists on it, and for a link to anything but a file of the release.
    """
    rules = IgnoreRules(source)
    files = {path: source / path for path in sorted(_paths(source, "", rules))}
    _refuse_links(source, files)
    _refuse_secrets(source, [path for path in files if not rules.insist_on(path)])
    return files


def _paths(source: Path, prefix: str, rules: IgnoreRules) -> Iterator[str]:
    # Folder by folder, so that what is left out is not even looked into: `node_modules` alone may
    # have tens of thousands of files.
    for entry in os.scandir(source / prefix):
        path = f"{prefix}{entry.name}"
        if entry.name in LEFT_OUT or entry.name.endswith(COMPILED):
            continue
        if entry.is_dir(follow_symlinks=False):
            inner = f"{path}/"
            if not (_is_marked(Path(entry.path)) or rules.leave_out(inner)):
                yield from _paths(source, inner, rules)
        elif (entry.is_symlink() or entry.is_file()) and not rules.leave_out(path):
            yield path


def _is_marked(folder: Path) -> bool:
    return any((folder / mark).exists() for mark in MARKS)


def _refuse_links(source: Path, files: dict[str, Path]) -> None:
    """Refuses links to anything but released files: a link is released as a copy of its target.

    Followed anywhere, `notes.txt` could lead to a key in somebody's home folder.
    """
    whole = source.resolve()
    released = {whole / path for path, file in files.items() if not file.is_symlink()}
    for path, file in files.items():
        target = Path(os.path.realpath(file))
        if file.is_symlink() and target not in released:
            raise ComponentError(
                f"{source / path} is a link to {target}, which the release of {source.name} does "
                f"not hold; allowed is a link to a file of the release; put a copy in the link's "
                "place, or leave it out by a line in .deployignore"
            )


def _refuse_secrets(source: Path, paths: list[str]) -> None:
    found = [path for path in paths if looks_secret(path)]
    if found:
        raise ComponentError(
            f"{source} holds {', '.join(found)}, and by the name that is a secret; allowed is what "
            "may be read by whoever reads a release; leave it out by a line in .gitignore or "
            f"{source.name}/.deployignore or, if the app needs it and it is none, insist on it "
            f"there: !{found[0]}"
        )
