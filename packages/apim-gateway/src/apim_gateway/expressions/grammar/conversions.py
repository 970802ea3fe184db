"""Adds implicit conversions: what a value becomes where a type is declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.static_types import (
    ANY,
    ARRAY,
    BOOL,
    CHAR,
    NULL,
    NUMERIC,
    OBJECT,
    STRING,
    Type,
    bare,
)
from apim_gateway.expressions.dotnet.collections.array import Array
from apim_gateway.expressions.dotnet.json.tokens import token_of
from apim_gateway.expressions.dotnet.library import is_a
from apim_gateway.expressions.dotnet.system.conversion import to_number
from apim_gateway.expressions.dotnet.xml.xname import XName
from apim_gateway.expressions.dotnet.xml.xnamespace import XNamespace
from apim_gateway.expressions.grammar.lambdas import FUNCTIONS, LAMBDAS, lambda_code
from apim_gateway.expressions.grammar.nodes import named
from apim_gateway.expressions.grammar.operators import joined
from apim_gateway.expressions.grammar.scope import Code

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.expressions.grammar.nodes import Node
    from apim_gateway.expressions.grammar.scope import Frame, Scope
    from apim_gateway.expressions.semantics.value import Value

BYTE = Type("byte")
PLAIN = (STRING, BOOL, OBJECT, *map(Type, NUMERIC))
"""Types that don't convert into each other, numbers into wider ones apart."""
FROM_TEXT: dict[str, Callable[[str], Value]] = {"XName": XName, "XNamespace": XNamespace}
"""Types that a string converts into by itself."""


def code_as(node: Node, wanted: Type, scope: Scope) -> Code:
    """Compiles an expression whose value goes where `wanted` is declared."""
    if node.type in LAMBDAS and wanted.name in FUNCTIONS:
        names = wanted.args if wanted.name != "Func" else wanted.args[:-1]
        return Code(lambda_code(node, names, scope)[0].run, wanted)
    if node.type == "initializer_expression" and wanted.name == ARRAY:
        return array_of(node, wanted.args[0], scope)
    code = scope.code(node)
    return code if wanted in (ANY, OBJECT, code.type) else converted(node, code, wanted, scope)


def array_of(initializer: Node, wanted: Type, scope: Scope) -> Code:
    """Compiles `{ … }` as an array; without a declared type, its elements tell."""
    codes = [code_as(one, wanted, scope) for one in named(initializer)]
    # `new[] { 1, 2.5 }` is a double[]: the widest of its elements.
    if wanted == ANY and codes:
        wanted = codes[0].type
        for code in codes[1:]:
            wanted = joined(wanted, code.type)
    runs = tuple(code.run for code in codes)
    make: Callable[..., Value] = bytearray if wanted == BYTE else Array
    return Code(lambda frame: make([run(frame) for run in runs]), Type(ARRAY, (wanted,)))


def converted(node: Node, code: Code, wanted: Type, scope: Scope) -> Code:
    """Adds the implicit conversion; raises LoadError where C# has none."""
    run, plain, given = code.run, bare(wanted), bare(code.type)
    if is_a(plain, "JToken") and not is_a(code.type, "JToken") and code.type not in (NULL, ANY):
        # `JToken token = 5;`, and `null` stays null.
        return Code(lambda frame: token_of(run(frame)), wanted)
    if plain.name in FROM_TEXT and code.type == STRING:
        make = FROM_TEXT[plain.name]
        return Code(lambda frame: make(run(frame)), wanted)
    if plain in PLAIN and given in PLAIN and not _widens(given, plain):
        raise scope.refused(
            node,
            f"is of type {code.type}, where {wanted} is declared",
            f"cast it: ({wanted})(…), or parse it",
        )
    return as_number(code, wanted)


def as_number(code: Code, wanted: Type) -> Code:
    """Converts a number to the declared type; leaves anything else as it is."""
    run, name = code.run, bare(wanted).name
    if name not in NUMERIC or code.type == bare(wanted):
        return Code(run, wanted)

    def number(frame: Frame) -> Value:
        value = run(frame)
        return None if value is None else to_number(name, value)

    return Code(number, wanted)


def _widens(given: Type, wanted: Type) -> bool:
    if given == wanted:
        return True
    if given.name not in NUMERIC or wanted.name not in NUMERIC or wanted == CHAR:
        return False
    # A constant int goes into any integer type that it fits; which one it is isn't looked at.
    return given.name == "int" or NUMERIC.index(given.name) < NUMERIC.index(wanted.name)
