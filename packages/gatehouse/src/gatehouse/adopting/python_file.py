"""A Python file of an app, parsed and never imported."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatehouse.adopting.hint import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class PythonFile:
    """The syntax tree of a file, with its place in the app's folder."""

    file: Path
    """As a person would type it."""
    relative: Path
    """Below the app's folder."""
    tree: ast.Module

    @property
    def module(self) -> str:
        """The name that the app imports it by; empty for the folder's own `__init__.py`."""
        parts = self.relative.with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def at(self, node: ast.stmt | ast.expr) -> Place:
        """Returns where the node stands."""
        return Place(self.file, node.lineno)

    def imports(self, module: str, name: str) -> bool:
        """Whether the file imports the name from the module; an empty name is always there."""
        return not name or any(
            isinstance(node, ast.ImportFrom)
            and node.module == module
            and name in {one.name for one in node.names}
            for node in ast.walk(self.tree)
        )

    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        """Yields every call with the dotted name of what is called."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield dotted(node.func), node

    def texts(self) -> Iterator[tuple[str, Place]]:
        """Yields every text in the file and where it stands, documentation included."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value, self.at(node)

    def assigned(self, name: str) -> Iterator[tuple[ast.stmt, ast.expr]]:
        """Yields the values that the name gets anywhere in the file, `+=` included."""
        for node in ast.walk(self.tree):
            match node:
                case ast.Assign(targets=targets, value=value):
                    if name in map(dotted, targets):
                        yield node, value
                case (
                    ast.AnnAssign(target=target, value=ast.expr() as value)
                    | ast.AugAssign(target=target, value=value)
                ) if dotted(target) == name:
                    yield node, value


def dotted(node: ast.expr) -> str:
    """Returns `os.environ.get` for such an expression, and an empty text for any other."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=name):
            before = dotted(value)
            return f"{before}.{name}" if before else name
    return ""


def last_name(node: ast.expr) -> str:
    """Returns `get` of `os.environ.get`."""
    return dotted(node).rpartition(".")[2]


def text_of(node: ast.expr | None) -> str:
    """Returns the text that the expression is, or an empty one."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return ""
