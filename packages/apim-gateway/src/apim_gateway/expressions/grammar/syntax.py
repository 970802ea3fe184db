"""Reads C# into nodes: tree-sitter's tree, mended where its grammar differs from C#."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import tree_sitter_c_sharp
from tree_sitter import Language, Parser

from apim_gateway.errors import LoadError
from apim_gateway.expressions.grammar.nodes import SHOWN, Node, named, refused

if TYPE_CHECKING:
    import tree_sitter

    from apim_gateway.errors import Place

PARSER = Parser(Language(tree_sitter_c_sharp.language()))
LINKS = (
    "conditional_access_expression",
    "element_access_expression",
    "invocation_expression",
    "member_access_expression",
)
"""What makes a chain: `a?.b`, `a[b]`, `a(b)`, `a.b`; the first child is what stands before it."""
PREFIXES = ("cast_expression", "prefix_unary_expression")
"""`(T)a` and `-a`; the last child is the operand."""


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
    children = [
        _copy(child, source, node.field_name_for_child(at))
        for at, child in enumerate(node.children)
    ]
    return _mended(
        Node(
            type=node.type,
            source=source,
            start=node.start_byte,
            end=node.end_byte,
            row=node.start_point.row,
            is_named=node.is_named,
            role=role,
            children=tuple(children),
        )
    )


def _mended(node: Node) -> Node:
    """Puts a cast or a sign above the chain that it stands before.

    The grammar reads `(T)a?.b` as `((T)a)?.b`; C# means `(T)(a?.b)`. So a link whose left side is
    a cast (nobody wrote parentheses, which would be a node of their own) moves into the cast:

        conditional_access        cast
          cast                      T
            T              →        conditional_access
            a                         a
          .b                          .b

    Nodes are mended from the inside out: of `(T)a?.b.c`, `.c` finds the cast on its left again and
    follows `.b`.
    """
    if node.type not in LINKS or node.children[0].type not in PREFIXES:
        return node
    prefix = node.children[0]
    operand = prefix.children[-1]
    chain = replace(
        node,
        start=operand.start,
        row=operand.row,
        role=operand.role,
        children=(replace(operand, role=prefix.role), *node.children[1:]),
    )
    parts = (*prefix.children[:-1], _mended(chain))
    return replace(prefix, end=node.end, role=node.role, children=parts)


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
