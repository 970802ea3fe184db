"""A provider's SDK by the name: azure-native has hundreds of files a package, a program uses ten.

The SDK puts a package off until it is touched, and then runs all of it. Running the files that are
asked for alone saves a third of an evaluation.

Example: `pulumi_azure_native.web`, a package of hundreds of files, in the place of which a
ProviderPackage stands:

    web.WebApp                             runs web_app.py
    web.list_web_app_host_keys_output      runs list_web_app_host_keys.py
    web.SkuDescriptionArgs                 has no file of its own: is looked for in _enums.py and
                                           found in _inputs.py, where all arguments are
    web.__all__, or a name found nowhere   runs the package's __init__.py, as without all this
"""

from __future__ import annotations

import re
import sys
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import find_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.machinery import ModuleSpec

CAPITAL = re.compile(r"(?<=.)(?=[A-Z])")
TYPES = ("_enums", "_inputs")
EVERYTHING = "__all__"
"""The first name that `from … import *` asks for."""


class ProviderPackage(ModuleType):
    """Stands for a package of the SDK and runs those of its files whose names are asked for."""

    def __init__(self, spec: ModuleSpec) -> None:
        super().__init__(spec.name)
        self.__spec__ = spec
        self.__path__ = spec.submodule_search_locations or []
        self._is_whole = False

    def __getattr__(self, name: str) -> object:
        """Returns the member; one that no file is named after makes the package run whole."""
        # Python itself asks modules for names with underscores, such as `__path__`; to look for
        # these in files would run the package whole at once.
        if self._is_whole or (name.startswith("__") and name != EVERYTHING):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}", name=name)
        member = None if name == EVERYTHING else self._find(name)
        if member is None:
            # First, so that a name which __init__.py itself misses doesn't lead here again.
            self._is_whole = True
            self.__spec__.loader.exec_module(self)  # type: ignore[union-attr]
            return getattr(self, name)
        setattr(self, name, member)  # from now on it is found without this method
        return member

    def _find(self, name: str) -> object:
        for file in _files(name):
            full = f"{self.__name__}.{file}"
            if PathFinder.find_spec(full, self.__path__):
                module = import_module(full)
                member = getattr(module, name, module if file == name else None)
                if member is not None:
                    return member
        return None


def load_by_name(sdk: str) -> None:
    """Puts a ProviderPackage in the place of each package of the SDK that nobody has imported."""
    spec = find_spec(sdk)
    # `setdefault`: classes of a package that was imported before must not come to be twice.
    for folder in (spec and spec.submodule_search_locations) or ():
        files = Path(folder).glob("*/__init__.py")
        specs = (spec_from_file_location(f"{sdk}.{file.parent.name}", file) for file in files)
        for package in filter(None, specs):
            sys.modules.setdefault(package.name, ProviderPackage(package))


def _files(name: str) -> Iterator[str]:
    """Yields the files that may define it, as the SDK's generator names them."""
    yield CAPITAL.sub("_", name).lower()
    yield name.removesuffix("_output")
    yield from TYPES
