"""Reads what Python files import from their source, wherever in the file they do so.

Imports for type checking and inside of functions count as any other.
"""

from __future__ import annotations

import ast
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def tree(path: Path) -> ast.Module:
    """Returns the file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imported(path: Path, package: Path) -> frozenset[str]:
    """Returns the full names of what a file of the package imports, be it modules or their parts.

    `from .high import two` in `shop/low/three.py` is `shop.low.high.two`.
    """
    here = path.relative_to(package.parent).parent.parts
    names: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = here[: len(here) - node.level + 1] if node.level else ()
            origin = ".".join([*above, *filter(None, [node.module])])
            names |= {f"{origin}.{alias.name}" for alias in node.names}
    return frozenset(names)
