"""Nodes of C#'s syntax tree, as the handlers see them, and the refusal of one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from apim_gateway.errors import LoadError

if TYPE_CHECKING:
    from apim_gateway.errors import Place

SHOWN = 60
"""How many characters of the offending text a message shows."""


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A node of the tree: its type, where its text is, and the nodes that it is made of.

    tree-sitter's own nodes can't be changed. These are copies, without comments, in which `syntax`
    has mended what the grammar reads in another way than C#.
    """

    type: str
    source: bytes
    """The text of all nodes; this one's goes from `start` to `end`."""
    start: int
    end: int
    row: int
    """The line it starts on, the first is 0."""
    is_named: bool = True
    """It is no sign and no keyword."""
    role: str | None = None
    """What it is to the node around it, such as `body` or `condition`."""
    children: tuple[Node, ...] = ()

    def part(self, role: str) -> Node | None:
        """Returns the child with that role, if there is one."""
        return next(iter(self.parts(role)), None)

    def parts(self, role: str) -> list[Node]:
        """Returns the named children with that role."""
        return [child for child in named(self) if child.role == role]


def named(node: Node) -> list[Node]:
    """Returns the node's children without signs and keywords."""
    return [child for child in node.children if child.is_named]


def text(node: Node) -> str:
    """Returns the node's source text."""
    return node.source[node.start : node.end].decode()


def contains(node: Node, types: tuple[str, ...]) -> bool:
    """Returns whether the node, or any node in it, is of one of the types."""
    return node.type in types or any(contains(child, types) for child in named(node))


def refused(node: Node, place: Place, problem: str, remedy: str) -> LoadError:
    """Returns the error that says what was given, where, and what to do."""
    given = " ".join(text(node).split())
    shown = given if len(given) <= SHOWN else given[: SHOWN - 1] + "…"
    here = replace(place, line=place.line + node.row) if place.line else place
    return LoadError(here, f"expression: '{shown}' {problem}; {remedy}")
