"""Compiles literals: text, characters, numbers, true, false and null."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.static_types import BOOL, CHAR, NULL, STRING, Type
from apim_gateway.expressions.grammar.nodes import named, text
from apim_gateway.expressions.grammar.scope import Code
from apim_gateway.expressions.semantics import numbers

if TYPE_CHECKING:
    from apim_gateway.expressions.grammar.nodes import Node
    from apim_gateway.expressions.grammar.scope import Frame, Scope

ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{1,4}|.)", re.DOTALL)
LETTERS = {
    "0": "\0", "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
}  # fmt: skip
INTEGERS: tuple[tuple[str, type[int], tuple[str, ...]], ...] = (
    ("int", int, ("",)),
    ("uint", numbers.UInt, ("", "u")),
    ("long", numbers.Long, ("", "l")),
    ("ulong", numbers.ULong, ("", "u", "l", "ul", "lu")),
)
"""An integer literal is of the first type that fits and goes with its suffix."""


def constant(value: object, kind: Type) -> Code:
    """Compiles what is known at load."""

    def run(_frame: Frame) -> object:
        return value

    return Code(run, kind)


def unescaped(raw: str) -> str:
    r"""Puts characters in place of `\n`, `\u0041` and their like."""
    return ESCAPE.sub(_character, raw)


def compile_string_literal(node: Node, _scope: Scope) -> Code:
    """Compiles `"text"`."""
    return constant(unescaped(text(node)[1:-1]), STRING)


def compile_verbatim_string_literal(node: Node, _scope: Scope) -> Code:
    """Compiles `@"text"`."""
    return constant(text(node)[2:-1].replace('""', '"'), STRING)


def compile_character_literal(node: Node, _scope: Scope) -> Code:
    """Compiles `'a'`."""
    return constant(numbers.Char(unescaped(text(node)[1:-1])), CHAR)


def compile_boolean_literal(node: Node, _scope: Scope) -> Code:
    """Compiles `true`, `false`."""
    return constant(text(node) == "true", BOOL)


def compile_null_literal(_node: Node, _scope: Scope) -> Code:
    """Compiles `null`."""
    return constant(None, NULL)


def compile_integer_literal(node: Node, scope: Scope) -> Code:
    """Compiles `1`, `0xFF`, `1_000L`."""
    given = text(node).lower().replace("_", "")
    digits = given.rstrip("ul")
    number, suffix = int(digits, 0 if digits[1:2] in ("x", "b") else 10), given[len(digits) :]
    # The smallest that fits: 2147483647 is an int, 2147483648 a uint, with an L both are long.
    for name, kind, suffixes in INTEGERS:
        if suffix in suffixes and number <= numbers.limits(kind)[1]:
            return constant(kind(number), Type(name))
    raise scope.refused(node, "is too large for an integer", "write it as a double: 1.0")


def compile_real_literal(node: Node, _scope: Scope) -> Code:
    """Compiles `1.5`, `1e3`, `1m`, `1f`."""
    given = text(node).lower().replace("_", "")
    digits = given.rstrip("fdm")
    if given.endswith("m"):
        return constant(Decimal(digits), Type("decimal"))
    if given.endswith("f"):
        return constant(numbers.Single(digits), Type("float"))
    return constant(float(digits), Type("double"))


def compile_parenthesized_expression(node: Node, scope: Scope) -> Code:
    """Compiles `(…)`, which ends a chain."""
    return scope.code(named(node)[0])


def _character(match: re.Match[str]) -> str:
    given = match[1]
    if given[0] in "uUx" and len(given) > 1:
        return chr(int(given[1:], 16))
    return LETTERS.get(given, given)
