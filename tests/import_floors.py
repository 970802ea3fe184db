"""Which files of a package import which, and whether an import leads up or in a circle.

A package's floors are listed from the lowest up.
"""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from tests.sources import imported

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


def imports(package: Path) -> dict[str, set[str]]:
    """Returns file → the files of the package that it imports, as paths without `.py`.

    An `__init__` file is named by its folder, that of the whole package by the empty text. What
    imports a file of a room runs the room's `__init__` as well, but that is no import of it.
    """
    paths = {_name(path, package): path for path in sorted(package.rglob("*.py"))}
    return {name: _named(path, package, paths) - {name} for name, path in paths.items()}


def room(name: str, found: Mapping[str, set[str]]) -> str:
    """Returns the folder that the file lies in, or the file itself when it is in none.

    >>> room("policies/set_header", {}), room("errors", {})
    ('policies', 'errors')
    """
    folder, _, _ = name.rpartition("/")
    is_folder = any(other.startswith(f"{name}/") for other in found)
    return name if is_folder or not folder else folder


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
    name = relative.parent if relative.name == "__init__" else relative
    return "" if name.as_posix() == "." else name.as_posix()


def _named(path: Path, package: Path, paths: Mapping[str, Path]) -> set[str]:
    """Returns the files of the package that the file imports: whole, or something of them."""
    split = [name.split(".") for name in imported(path, package)]
    ours = [rest for first, *rest in split if first == package.name]
    candidates = [("/".join(rest), "/".join(rest[:-1])) for rest in ours]
    return {one for pair in candidates for one in [one for one in pair if one in paths][:1]}
