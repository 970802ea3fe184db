from __future__ import annotations

import pytest

from apim_gateway.errors import Place
from apim_gateway.expressions.grammar.nodes import Node, contains, named, text
from apim_gateway.expressions.grammar.syntax import parse

PLACE = Place("policies/api.xml", 7)
PREFIXED = {
    "(T)a?.b": ("cast_expression", "a?.b"),
    "(T)a?.b.c": ("cast_expression", "a?.b.c"),
    "(T)a?.b?.c": ("cast_expression", "a?.b?.c"),
    "(T)a?.b[0].c(1)?.d": ("cast_expression", "a?.b[0].c(1)?.d"),
    "(T)a.b?.c": ("cast_expression", "a.b?.c"),
    "(T)(a)?.b": ("cast_expression", "(a)?.b"),
    "(T)(U)a?.b.c": ("cast_expression", "(U)a?.b.c"),
    "!a?.b()": ("prefix_unary_expression", "a?.b()"),
    "-\n  a?.b": ("prefix_unary_expression", "a?.b"),
    "((T)a)?.b": ("conditional_access_expression", ".b"),
    "(T)a.b": ("cast_expression", "a.b"),
}
"""An expression → the node that it is, and the text of that node's last part."""


@pytest.mark.parametrize("source", PREFIXED)
def test_a_cast_or_a_sign_goes_round_the_chain_behind_it(source: str) -> None:
    node = read(source)

    assert (node.type, text(node.children[-1]), text(node)) == (*PREFIXED[source], source)


def test_a_cast_within_a_cast_goes_round_the_chain_too() -> None:
    inner = read("(T)(U)a?.b").children[-1]

    assert (inner.type, text(inner.children[-1])) == ("cast_expression", "a?.b")


def test_a_chain_behind_a_cast_starts_where_its_first_name_stands() -> None:
    chain = read("(T)\n  a?.b").children[-1]

    assert (chain.row, chain.role, chain.children[0].role) == (1, "value", "condition")


def test_parts_are_found_by_their_role() -> None:
    loop = named(parse("@{ for (i = 0, j = 1; i < 2; i++) { } }", PLACE))[0]

    assert [text(one) for one in loop.parts("initializer")] == ["i = 0", "j = 1"]
    assert loop.part("nothing") is None


def test_a_node_knows_what_is_in_it() -> None:
    node = read("a?.b(/* of c */ c)")

    assert contains(node, ("identifier",))
    assert not contains(node, ("cast_expression",))


def read(source: str) -> Node:
    return named(named(parse(f"@({source})", PLACE))[0])[0]
