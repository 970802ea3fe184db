"""Reads C# into nodes: tree-sitter's tree, mended where its grammar differs from C#."""

from __future__ import annotations

from typing import TYPE_CHECKING

import tree_sitter_c_sharp
from tree_sitter import Language, Parser

from apim_gateway.errors import LoadError
from apim_gateway.expressions.grammar.nodes import SHOWN, Node, named, refused
from apim_gateway.expressions.grammar.precedence import mended

if TYPE_CHECKING:
    import tree_sitter

    from apim_gateway.errors import Place

PARSER = Parser(Language(tree_sitter_c_sharp.language()))


def parse(source: str, place: Place) -> Node:
    """Returns the `return` statement of `@(…)` or the block of `@{…}`.

    Raises LoadError when it isn't one C# expression or one block.
    """
    statement = _as_statement(source.strip(), place).encode()
    tree = PARSER.parse(statement).root_node
    if tree.has_error:
        problem = "is not C# that the grammar can read"
        raise refused(_copy(_broken(tree), statement), place, problem, "check brackets and quotes")
    statements = named(_copy(tree, statement))
    if len(statements) != 1:
        raise refused(
            statements[-1],
            place,
            "is more or less than one expression",
            "write one expression in @(…), or statements in @{…}",
        )
    return named(statements[0])[0]


def _copy(node: tree_sitter.Node, source: bytes, role: str | None = None) -> Node:
    children = (
        _copy(child, source, node.field_name_for_child(at))
        for at, child in enumerate(node.children)
        if child.type != "comment"
    )
    own = Node(
        type=node.type,
        source=source,
        start=node.start_byte,
        end=node.end_byte,
        row=node.start_point.row,
        is_named=node.is_named,
        role=role,
        children=tuple(children),
    )
    return mended(own)


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


def _broken(node: tree_sitter.Node) -> tree_sitter.Node:
    """Returns the innermost node with an error that has text to show."""
    inner = next((child for child in node.children if child.has_error), None)
    return _broken(inner) if inner is not None and (inner.text or b"").strip() else node
