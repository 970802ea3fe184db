"""Parsing: the C# grammar, and refusing what it can't read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import tree_sitter_c_sharp
from tree_sitter import Language, Parser

from apim_gateway.errors import LoadError

if TYPE_CHECKING:
    from tree_sitter import Node

    from apim_gateway.errors import Place

PARSER = Parser(Language(tree_sitter_c_sharp.language()))
SHOWN = 60
"""How many characters of the offending text a message shows."""


def parse(source: str, place: Place) -> Node:
    """Returns the `return` statement of `@(…)` or the block of `@{…}`.

    Raises LoadError when it isn't one C# expression or one block.
    """
    root = PARSER.parse(_as_statement(source.strip(), place).encode()).root_node
    if root.has_error:
        problem = "is not C# that the grammar can read"
        raise refused(_broken(root), place, problem, "check brackets and quotes")
    statements = named(root)
    if len(statements) != 1:
        raise refused(
            statements[-1],
            place,
            "is more or less than one expression",
            "write one expression in @(…), or statements in @{…}",
        )
    return statements[0].named_children[0]


def named(node: Node) -> list[Node]:
    """Returns the node's named children without comments."""
    return [child for child in node.named_children if child.type != "comment"]


def text(node: Node) -> str:
    """Returns the node's source text."""
    return (node.text or b"").decode()


def contains(node: Node, types: tuple[str, ...]) -> bool:
    """Tells whether the node, or any node in it, is of one of the types."""
    return node.type in types or any(contains(child, types) for child in node.named_children)


def refused(node: Node, place: Place, problem: str, remedy: str) -> LoadError:
    """Makes the error that says what was given, where, and what to do."""
    given = " ".join(text(node).split())
    shown = given if len(given) <= SHOWN else given[: SHOWN - 1] + "…"
    here = replace(place, line=place.line + node.start_point.row) if place.line else place
    return LoadError(here, f"expression: '{shown}' {problem}; {remedy}")


def _as_statement(source: str, place: Place) -> str:
    inner = source[2:-1]
    if source.startswith("@(") and source.endswith(")"):
        # A bare expression such as `a == b` is no C# statement.
        return f"return ({inner}\n);"
    if source.startswith("@{") and source.endswith("}"):
        return f"{{{inner}\n}}"
    raise LoadError(
        place,
        f"'{source[:SHOWN]}' is no policy expression; write @(expression) or @{{statements}}",
    )


def _broken(node: Node) -> Node:
    """Returns the innermost node with an error that has text to show."""
    inner = next((child for child in node.children if child.has_error), None)
    return _broken(inner) if inner is not None and text(inner).strip() else node
