"""Imports what lies beneath a folder from its source, each time anew; what lies outside stays.

Compiled files beside the source are neither read nor written. Python takes one for current when
the source's size and its time, in whole seconds, are those noted in it: of two saves in a second,
the later one would never run.
"""

from __future__ import annotations

import importlib
import sys
from contextlib import contextmanager
from functools import partial
from importlib.machinery import (
    EXTENSION_SUFFIXES,
    ExtensionFileLoader,
    FileFinder,
    SourceFileLoader,
)
from pathlib import Path
from typing import TYPE_CHECKING

from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import ModuleType
    from typing import Any


class FunctionModules:
    """The modules of one folder, which stands first on the path as it does on Azure."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._names: set[str] = set()
        self._aside: dict[str, ModuleType] = {}

    @contextmanager
    def fresh(self) -> Iterator[None]:
        """Imports the folder's modules anew; an exception brings the ones from before back.

        Raises LocalError when a module of the folder has the name of one that is in use already.
        """
        self._open()
        # Example: `function_app` importing `routes`: both are taken out of `sys.modules`, or else
        # the new `function_app` would find the old `routes`. When the new one can't be imported,
        # both old ones come back, since the code that still serves may import lazily.
        before = self._forget()
        try:
            self._put_aside()
            yield
        except BaseException:
            self._forget()
            self._remember(before)
            raise

    def close(self) -> None:
        """Takes the folder off the path and leaves the modules that were there before."""
        self._forget()
        sys.modules.update(self._aside)
        self._aside.clear()
        if self._finder in sys.path_hooks:
            sys.path_hooks.remove(self._finder)
            sys.path.remove(str(self._folder))
            self._drop_finders()

    def _open(self) -> None:
        if self._finder not in sys.path_hooks:
            sys.path_hooks.insert(0, self._finder)
            sys.path.insert(0, str(self._folder))
            self._drop_finders()
        importlib.invalidate_caches()

    def _finder(self, path: str) -> FileFinder:
        if not Path(path).is_relative_to(self._folder):
            raise ImportError(f"{path} is not beneath {self._folder}")
        # A path hook for this folder alone: all other modules are found and cached as ever.
        source: Any = partial(_FreshSource, self._names)
        return FileFinder(path, (ExtensionFileLoader, EXTENSION_SUFFIXES), (source, [".py"]))

    def _drop_finders(self) -> None:
        for path in list(sys.path_importer_cache):
            if Path(path).is_relative_to(self._folder):
                del sys.path_importer_cache[path]

    def _forget(self) -> dict[str, ModuleType]:
        gone = {name: sys.modules.pop(name) for name in self._names & sys.modules.keys()}
        self._names.clear()
        return gone

    def _remember(self, modules: Mapping[str, ModuleType]) -> None:
        sys.modules.update(modules)
        self._names.update(modules)

    def _put_aside(self) -> None:
        """Makes way for the folder's names, unless they mean modules from elsewhere."""
        files = [*self._folder.glob("*.py"), *self._folder.glob("*/__init__.py")]
        names = {file.parent.name if file.stem == "__init__" else file.stem for file in files}
        names -= sys.stdlib_module_names  # whose modules win on Azure too
        taken = sorted(name for name in names & sys.modules.keys() if not self._is_ours(name))
        if taken:
            raise LocalError(
                f"{self._folder} has modules named {', '.join(taken)}, and the local run has "
                "other modules of that name in use. Allowed are all other names: rename them."
            )
        for name in [name for name in sys.modules if name.partition(".")[0] in names]:
            self._aside[name] = sys.modules.pop(name)

    def _is_ours(self, name: str) -> bool:
        return Path(sys.modules[name].__file__ or "").is_relative_to(self._folder)


class _FreshSource(SourceFileLoader):
    """Compiles the source as it is now, and notes the module's name."""

    def __init__(self, names: set[str], fullname: str, path: str) -> None:
        super().__init__(fullname, path)
        self._names = names

    def exec_module(self, module: ModuleType) -> None:
        self._names.add(module.__name__)
        super().exec_module(module)

    def path_stats(self, path: str) -> Mapping[str, Any]:
        raise OSError(f"{path}: no compiled file counts")
