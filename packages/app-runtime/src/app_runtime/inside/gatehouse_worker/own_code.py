"""Imports the app's own modules from their source, as it is now.

Python tells by the second and the size whether a compiled file is up to date. Two saves in one
second, `1` changed to `2`, would run the first one. So no compiled file beneath the app's folder is
read or written; those of installed packages are, which never change.
"""

from __future__ import annotations

import sys
from importlib.machinery import (
    EXTENSION_SUFFIXES,
    ExtensionFileLoader,
    FileFinder,
    SourceFileLoader,
)
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def put_first(folder: Path) -> None:
    """Puts the folder first on the path, as it stands on Azure; `folder` is absolute."""

    def finder(path: str) -> FileFinder:
        if not Path(path).is_relative_to(folder):
            raise ImportError(f"{path} is not beneath {folder}")
        return FileFinder(path, (ExtensionFileLoader, EXTENSION_SUFFIXES), (_FreshSource, [".py"]))

    sys.path_hooks.insert(0, finder)
    sys.path.insert(0, str(folder))
    for path in list(sys.path_importer_cache):
        if Path(path).is_relative_to(folder):
            del sys.path_importer_cache[path]


class _FreshSource(SourceFileLoader):
    """Compiles the source each time."""

    def path_stats(self, path: str) -> Mapping[str, Any]:
        raise OSError(f"{path}: no compiled file counts")
