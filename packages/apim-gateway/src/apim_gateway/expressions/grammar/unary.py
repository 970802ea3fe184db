"""Compiles operators with one side: `!a`, `-a`, `++a`, `a++`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.static_types import BOOL, INT, NUMERIC, Type
from apim_gateway.expressions.grammar.assignments import Target, assigning, computed, target_of
from apim_gateway.expressions.grammar.literals import constant
from apim_gateway.expressions.grammar.names import reader
from apim_gateway.expressions.grammar.nodes import named, text
from apim_gateway.expressions.grammar.operators import result_type, truth
from apim_gateway.expressions.grammar.scope import Code
from apim_gateway.expressions.semantics import arithmetic

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.expressions.grammar.nodes import Node
    from apim_gateway.expressions.grammar.scope import Frame, Scope
    from apim_gateway.expressions.semantics.value import Value

SIGNS: dict[str, Callable[[Value], Value]] = {
    "-": arithmetic.negate,
    "~": arithmetic.complement,
    "+": arithmetic.promoted,
}


def compile_prefix_unary_expression(node: Node, scope: Scope) -> Code:
    """Compiles `!a`, `-a`, `+a`, `~a`."""
    sign = text(node.children[0])
    if sign in ("++", "--"):
        return incremented(node, scope)
    if sign == "!":
        test = truth(named(node)[0], scope)
        return Code(lambda frame: not test(frame), BOOL)
    if sign not in SIGNS:
        raise scope.refused(node, f"uses the operator {sign}", "use another operator")
    operand, compute = scope.code(named(node)[0]), SIGNS[sign]
    run = operand.run
    return Code(lambda frame: compute(run(frame)), sign_type(operand.type))


def compile_postfix_unary_expression(node: Node, scope: Scope) -> Code:
    """Compiles `a++`, `a--`, whose value is the one before."""
    operand, sign = named(node)[0], text(node.children[1])
    if sign not in ("++", "--"):
        raise scope.refused(node, f"uses the operator {sign}", "leave it out")
    target = target_of(operand, scope)
    old = scope.hidden(target.code.type)
    before = Code(reader(old, scope), old.type)
    # The new value is computed from the kept one, so that `a[next()]++` calls `next` once.
    code = computed(node, sign[0], Target(before, target.store), constant(1, INT), scope)
    assign = assigning(Target(target.code, target.store), code.run)
    read, slot, prepare = target.code.run, old.slot, target.prepare

    def run(frame: Frame) -> Value:
        for one in prepare:
            one(frame)
        frame[slot] = read(frame)
        assign(frame)
        return frame[slot]

    return Code(run, target.code.type)


def incremented(node: Node, scope: Scope) -> Code:
    """Compiles `++a`, `--a`: the value after."""
    target = target_of(named(node)[0], scope)
    code = computed(node, text(node.children[0])[0], target, constant(1, INT), scope)
    return Code(assigning(target, code.run), target.code.type)


def sign_type(kind: Type) -> Type:
    """Returns the type of `-a`: that of `a` times an int, or its own where it isn't a number."""
    return result_type("-", kind, INT) if kind.name in NUMERIC else kind
