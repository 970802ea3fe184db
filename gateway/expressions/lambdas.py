"""Lambdas: `x => …`, `(x, y) => { … }`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway.expressions.parse import named, text
from gateway.expressions.scope import BUDGET, EXCHANGE, Code, Function
from gateway.expressions.static import ANY, Type
from gateway.expressions.type_names import declared_type

if TYPE_CHECKING:
    from collections.abc import Callable

    from tree_sitter import Node

    from gateway.expressions.definition import Value
    from gateway.expressions.scope import Frame, Run, Scope


def lambda_code(node: Node, expected: tuple[Type, ...], scope: Scope) -> tuple[Code, int]:
    """Compiles a lambda: its code (typed as what it returns) and how many parameters it has."""
    scope.limit()
    *before, body = named(node)
    inner = scope.inner(Function(scope.function))
    names = parameters(before)
    for at, (name, declared) in enumerate(names):
        kind = expected[at] if at < len(expected) else Type("int") if expected else ANY
        own = declared_type(declared, scope) if declared else kind
        inner.declare(text(name), own, name)
    if body.type == "block":
        step = inner.step(body)
        result, run = ANY, _result_of(step.run)
    else:
        code = inner.code(body)
        result, run = code.type, code.run
    return Code(function_maker(run, inner.function, len(names)), result), len(names)


def parameters(nodes: list[Node]) -> list[tuple[Node, Node | None]]:
    """Returns each parameter's name and, where given, type."""
    found: list[tuple[Node, Node | None]] = []
    for node in nodes:
        if node.type == "implicit_parameter":
            found.append((node, None))
        elif node.type == "parameter_list":
            for parameter in named(node):
                *kind, name = named(parameter)
                found.append((name, kind[0] if kind else None))
    return found


def function_maker(run: Run, function: Function, count: int) -> Run:
    """Makes what makes the Python function: each call has a frame of its own."""

    def make(frame: Frame) -> Callable[..., Value]:
        exchange, budget = frame[EXCHANGE], frame[BUDGET]

        def call(*args: Value) -> Value:
            budget.spend()
            empty = [None] * (function.size - 3 - count)
            return run([exchange, frame, budget, *args, *empty])

        return call

    return make


def _result_of(run: Run) -> Run:
    def result(frame: Frame) -> Value:
        done = run(frame)
        return done[0] if done else None

    return result
