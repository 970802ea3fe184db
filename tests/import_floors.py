"""Which files of a package import which, and whether an import leads up or in a circle.

A package's floors are listed from the lowest up. Imports for type checking and inside of functions
count as any other.
"""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path


def imports(package: Path) -> dict[str, set[str]]:
    """Returns file → the files of the package that it imports, as paths without `.py`.

    The `__init__` files of its rooms are left out: they hold a docstring alone. That of the whole
    package, which may import every room, is there as the empty text.
    """
    paths = {
        _name(path, package): path
        for path in sorted(package.rglob("*.py"))
        if path.name != "__init__.py" or path.parent == package
    }
    return {
        name: {one for one in _named(path, package) if one in paths and one not in {"", name}}
        for name, path in paths.items()
    }


def climbing(found: Mapping[str, set[str]], floors: Mapping[str, int]) -> set[str]:
    """Returns the imports that lead from a file to one on a floor above its own.

    >>> climbing({"azure/tags": {"stack/alerts"}}, {"azure/tags": 0, "stack/alerts": 1})
    {'azure/tags imports stack/alerts'}
    """
    return {
        f"{name} imports {other}"
        for name, others in found.items()
        for other in others
        if floors[name] < floors[other]
    }


def circle(found: Mapping[str, set[str]]) -> Sequence[str]:
    """Returns files that import each other in a circle; none where there is no circle."""
    try:
        TopologicalSorter(found).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def _name(path: Path, package: Path) -> str:
    relative = path.relative_to(package).with_suffix("")
    return "" if relative.name == "__init__" else relative.as_posix()


def _named(path: Path, package: Path) -> Iterator[str]:
    """Yields what the file names in its imports: files, and the names in them as if they were."""
    here = path.relative_to(package.parent).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = here[: len(here) - node.level + 1] if node.level else ()
            origin = ".".join([*above, *filter(None, [node.module])])
            names = [origin, *(f"{origin}.{alias.name}" for alias in node.names)]
        for name in names:
            first, _, rest = name.partition(".")
            if first == package.name:
                yield rest.replace(".", "/")
