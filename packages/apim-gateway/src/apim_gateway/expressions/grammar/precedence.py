"""Puts nodes in the order of C#'s precedence where tree-sitter's grammar has another.

The grammar takes `?.` for one of the loosest operators, so that `a && c?.b > 3` is read as
`(a && c)?.b > 3`, and it takes what stands behind `is` for one pattern: `a is null || b` is read as
`a is (null || b)`. Parentheses that somebody wrote are nodes of their own, and stay.
"""

from __future__ import annotations

from dataclasses import replace

from apim_gateway.expressions.grammar.nodes import Node, text

LINKS = (
    "conditional_access_expression",
    "element_access_expression",
    "invocation_expression",
    "member_access_expression",
)
"""What makes a chain: `a?.b`, `a[b]`, `a(b)`, `a.b`; the first child is what stands before it."""
PREFIXES = ("cast_expression", "prefix_unary_expression")
"""`(T)a` and `-a`; the last child is the operand."""
TESTS = ("as_expression", "is_expression", "is_pattern_expression")
"""`a as T`, `a is T`, `a is 1`; the last child is a type or a pattern."""
BINARY = "binary_expression"
OPERATORS = (BINARY, *TESTS)
"""Left side, sign, right side."""
LEVELS = (
    ("??",), ("||",), ("&&",), ("|",), ("^",), ("&",), ("==", "!="),
    ("<", ">", "<=", ">=", "is", "as"), ("<<", ">>", ">>>"), ("+", "-"), ("*", "/", "%"),
)  # fmt: skip
"""The operators with two sides, the loosest first.

https://learn.microsoft.com/dotnet/csharp/language-reference/operators/#operator-precedence
"""
LEVEL = {sign: at for at, signs in enumerate(LEVELS) for sign in signs}


def mended(node: Node) -> Node:
    """Returns the node as C# reads it; what it is made of has been mended before."""
    if node.type in LINKS and node.children[0].type in (*PREFIXES, BINARY):
        return mended(_sunk(node))
    if node.type in OPERATORS:
        return _ordered(node)
    return node


def _sunk(link: Node) -> Node:
    """Puts a link behind the last operand of what stands before it.

    A link binds more tightly than anything that isn't in parentheses: `(T)a?.b` is `(T)(a?.b)`.

        conditional_access        cast
          cast                      T
            T              →        conditional_access
            a                         a
          .b                          .b
    """
    before = link.children[0]
    operand = before.children[-1]
    chain = replace(
        link,
        start=operand.start,
        row=operand.row,
        role=operand.role,
        children=(replace(operand, role=before.role), *link.children[1:]),
    )
    parts = (*before.children[:-1], mended(chain))
    return replace(before, end=link.end, role=link.role, children=parts)


def _ordered(node: Node) -> Node:
    """Builds the operators in the node again, each above those that bind more tightly.

    `a && c?.b > 3`, whose link has just sunk into `(a && c?.b) > 3`, becomes `a && (c?.b > 3)`.
    """
    first, *rest = _flat(node)
    return replace(_built(first, rest, 0), role=node.role)


def _flat(node: Node) -> list[Node]:
    """Returns the first operand, and each operator with its right side, as they are written."""
    if node.type == "constant_pattern":
        return _flat_pattern(node)
    if node.type not in OPERATORS:
        return [node]
    left, sign, right = node.children
    first, *rest = _flat(right)
    return [*_flat(left), replace(node, children=(sign, first)), *rest]


def _flat_pattern(node: Node) -> list[Node]:
    """Returns the pattern alone, and what the grammar took into it: all that is no tighter."""
    inside = node.children[0]
    if inside.type not in OPERATORS or LEVEL[text(inside.children[1])] > LEVEL["is"]:
        return [node]
    left, sign, right = inside.children
    first, *rest = _flat(right)
    pattern = replace(node, end=left.end, children=(left,))
    return [*_flat_pattern(pattern), replace(inside, children=(sign, first)), *rest]


def _built(left: Node, rest: list[Node], level: int) -> Node:
    """Takes operators of the level, or tighter ones, from `rest`, and returns what they make."""
    while rest and LEVEL[text(rest[0].children[0])] >= level:
        operator = rest.pop(0)
        sign, operand = operator.children
        # `??` goes from right to left, and its right side so has another of them; all others don't.
        right = _built(operand, rest, LEVEL[text(sign)] + (text(sign) != "??"))
        left = replace(
            operator, start=left.start, row=left.row, end=right.end, children=(left, sign, right)
        )
    return left
