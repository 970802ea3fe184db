"""Compiles operators: arithmetic, comparison, logic, the conditional and null-coalescing."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.static_types import (
    ANY,
    BOOL,
    INT,
    INTEGRAL,
    LONG,
    NULL,
    NUMERIC,
    OBJECT,
    STRING,
    Type,
    bare,
    nullable,
)
from apim_gateway.expressions.dotnet.library import is_a
from apim_gateway.expressions.grammar.nodes import named, text
from apim_gateway.expressions.grammar.scope import Code
from apim_gateway.expressions.semantics import arithmetic, equality

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.expressions.grammar.nodes import Node
    from apim_gateway.expressions.grammar.scope import Frame, Run, Scope
    from apim_gateway.expressions.semantics.value import Value

ARITHMETIC: dict[str, Callable[[Value, Value], Value]] = {
    "+": arithmetic.add,
    "-": arithmetic.subtract,
    "*": arithmetic.multiply,
    "/": arithmetic.divide,
    "%": arithmetic.remainder,
    "<<": arithmetic.shift_left,
    ">>": arithmetic.shift_right,
    "&": arithmetic.bitwise(operator.and_),
    "|": arithmetic.bitwise(operator.or_),
    "^": arithmetic.bitwise(operator.xor),
}
COMPARISONS: dict[str, Callable[[Value, Value], bool]] = {
    "==": equality.same,
    "!=": lambda left, right: not equality.same(left, right),
    "<": equality.less,
    "<=": equality.at_most,
    ">": lambda left, right: equality.less(right, left),
    ">=": lambda left, right: equality.at_most(right, left),
}
CHECKED = ("+", "-", "*")
TIMES, SPAN = ("DateTime", "DateTimeOffset", "TimeSpan"), Type("TimeSpan")
NAMESPACE = Type("XNamespace")
VALUE_TYPES = (*NUMERIC, "bool")


def compile_binary_expression(node: Node, scope: Scope) -> Code:
    """Compiles `a + b`, `a == b`, `a && b`, `a ?? b` and their like."""
    sign = text(node.children[1])
    if sign in ("&&", "||"):
        return Code(logic(sign, *(truth(child, scope) for child in named(node))), BOOL)
    left, right = (scope.code(child) for child in named(node))
    if sign == "??":
        return Code(_coalesced(left.run, right.run), joined(bare(left.type), right.type))
    if sign in COMPARISONS:
        check_comparable(node, left.type, right.type, scope)
        return Code(applied(_comparison(sign, left.type, right.type), left.run, right.run), BOOL)
    if sign not in ARITHMETIC:
        raise scope.refused(node, f"uses the operator {sign}", "use another operator")
    return binary(node, sign, left, right, scope)


def binary(node: Node, sign: str, left: Code, right: Code, scope: Scope) -> Code:
    """Compiles an arithmetic operator; `a += b` comes here too."""
    if sign == "+" and left.type == NAMESPACE:
        return Code(applied(operator.add, left.run, right.run), Type("XName"))
    if sign == "+" and STRING in (left.type, right.type):
        return Code(applied(arithmetic.concatenate, left.run, right.run), STRING)
    for side in (left.type, right.type):
        if side in (OBJECT, BOOL, NULL) and (side is not BOOL or sign not in "&|^"):
            raise scope.refused(
                node, f"uses {sign} on a value of type {side}", "cast it first: ((int)…)"
            )
    # What is dynamic passes here, and shows what it is when the expression runs.
    compute = ARITHMETIC[sign]
    if scope.checked and sign in CHECKED:
        compute = arithmetic.checked(compute)
    return Code(applied(compute, left.run, right.run), result_type(sign, left.type, right.type))


def compile_conditional_expression(node: Node, scope: Scope) -> Code:
    """Compiles `a ? b : c`."""
    condition, *branches = named(node)
    test = truth(condition, scope)
    yes, no = (scope.code(branch) for branch in branches)
    first, second = yes.run, no.run
    return Code(
        lambda frame: first(frame) if test(frame) else second(frame), joined(yes.type, no.type)
    )


def truth(node: Node, scope: Scope) -> Run:
    """Compiles a condition; raises LoadError for what C# does not take as one."""
    code = scope.code(node)
    if code.type not in (BOOL, ANY):
        maybe = bare(code.type) == BOOL
        raise scope.refused(
            node,
            f"is of type {code.type}, where a condition must be bool",
            "write … == true" if maybe else "compare it with something, or cast it: ((bool)…)",
        )
    return code.run


def applied(compute: Callable[[Value, Value], Value], left: Run, right: Run) -> Run:
    """Compiles an operator: the left side runs first, as C# promises."""

    def run(frame: Frame) -> Value:
        return compute(left(frame), right(frame))

    return run


def logic(sign: str, left: Run, right: Run) -> Run:
    """Compiles `left && right` or `left || right`."""
    if sign == "&&":
        return lambda frame: left(frame) and right(frame)
    return lambda frame: left(frame) or right(frame)


def joined(left: Type, right: Type) -> Type:
    """Returns the type of a value that may come from either side."""
    if right in (left, NULL):
        return left if left == right else nullable(left)
    if left == NULL:
        return joined(right, left)
    if left.name in NUMERIC and right.name in NUMERIC:
        return max(left, right, key=lambda side: NUMERIC.index(side.name))
    return ANY


def result_type(sign: str, left: Type, right: Type) -> Type:
    """Returns the type of `left sign right`."""
    if left.name in TIMES:
        return SPAN if left.name == right.name else left
    if left == right == BOOL:
        return BOOL
    if left.name not in NUMERIC or right.name not in NUMERIC:
        return ANY
    # A shift is of its left side's type, whatever counts the places.
    wider = left if sign in ("<<", ">>") else joined(left, right)
    # A uint and an int fit together in a long alone.
    if wider.name == "uint" and {left.name, right.name} != {"uint"}:
        return LONG
    # Small integers are promoted: a byte and a byte make an int.
    return INT if wider.name in INTEGRAL[:6] else wider


def check_comparable(node: Node, left: Type, right: Type, scope: Scope) -> None:
    """Refuses what C# refuses: an `object` against a number or a bool, a token against text."""
    for one, other in ((left, right), (right, left)):
        if is_a(one, "JToken") and other.name in (*VALUE_TYPES, "string"):
            problem = f"compares a {one} with a value of type {other}"
            raise scope.refused(node, problem, f"cast the {one} first: (({other})…)")
        if one in (OBJECT, STRING) and other.name in VALUE_TYPES:
            raise scope.refused(
                node,
                f"compares a value of type {one} with one of type {other}",
                f"cast the {one} first, as in (({other})…)"
                if one == OBJECT
                else "parse the string first, as in int.Parse(…)",
            )


def _coalesced(left: Run, right: Run) -> Run:
    def run(frame: Frame) -> Value:
        value = left(frame)
        return right(frame) if value is None else value

    return run


def _comparison(sign: str, left: Type, right: Type) -> Callable[[Value, Value], Value]:
    plain = {STRING, NULL}
    if sign in ("==", "!=") and {left, right} <= plain:
        # Two strings need none of the cases of `same`.
        return operator.eq if sign == "==" else operator.ne
    if OBJECT in (left, right) and sign in ("==", "!="):
        # What is declared object is compared by reference, as C# does.
        return operator.is_ if sign == "==" else operator.is_not
    return COMPARISONS[sign]
