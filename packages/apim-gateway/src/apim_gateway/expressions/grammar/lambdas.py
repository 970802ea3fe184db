"""Compiles lambdas: `x => …`, `(x, y) => { … }`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.static_types import ANY, INT, Type
from apim_gateway.expressions.grammar.nodes import named, text
from apim_gateway.expressions.grammar.scope import BUDGET, EXCHANGE, FIRST, Code, Function
from apim_gateway.expressions.grammar.type_names import declared_type

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.expressions.grammar.nodes import Node
    from apim_gateway.expressions.grammar.scope import Frame, Run, Scope
    from apim_gateway.expressions.semantics.value import Value

LAMBDAS = ("lambda_expression", "anonymous_method_expression")
FUNCTIONS = ("Func", "Action", "Predicate")


def compile_lambda_expression(node: Node, scope: Scope) -> Code:
    """Compiles `x => …` where nothing tells the types of its parameters."""
    code, count = lambda_code(node, (), scope)
    return Code(code.run, Type("Func", (*[ANY] * count, code.type)))


def lambda_code(node: Node, expected: tuple[Type, ...], scope: Scope) -> tuple[Code, int]:
    """Compiles a lambda: its code (typed as what it returns) and how many parameters it has."""
    if node.children[0].type == "modifier":
        raise scope.refused(node, "is asynchronous", "expressions can't await")
    *before, body = named(node)
    inner = scope.inner(Function(scope.function))
    names = parameters(before)
    for at, (name, declared) in enumerate(names):
        # What the method doesn't tell the type of is the index.
        kind = expected[at] if at < len(expected) else INT if expected else ANY
        own = ANY if declared is None else declared_type(declared, scope)
        inner.declare(text(name), kind if own == ANY else own, name)
    block = body.type == "block"
    code = Code(returned(inner.step(body).run)) if block else inner.code(body)
    return Code(function_maker(code.run, inner, len(names)), code.type), len(names)


def parameters(nodes: list[Node]) -> list[tuple[Node, Node | None]]:
    """Returns each parameter's name and, where given, type."""
    found: list[tuple[Node, Node | None]] = []
    for node in nodes:
        if node.type == "implicit_parameter":
            found.append((node, None))
        for parameter in named(node) if node.type == "parameter_list" else []:
            *kind, name = named(parameter)
            found.append((name, kind[0] if kind else None))
    return found


def function_maker(run: Run, scope: Scope, count: int) -> Run:
    """Compiles a lambda; each call gets its own frame.

    `y => x + y`, where `x` is the first variable of the expression, is made in the expression's
    frame `[exchange, None, budget, x]`. A call with 2 runs in `[exchange, that frame, budget, 2]`:
    `y` is place 3 of its own frame, `x` is place 3 of the frame around. The number of places is
    read when the lambda is made, since its body may have declared more than its parameters.
    """
    scope.limit()
    function = scope.function

    def make(frame: Frame) -> Callable[..., Value]:
        exchange, budget = frame[EXCHANGE], frame[BUDGET]
        empty = [None] * (function.size - FIRST - count)

        def call(*args: Value) -> Value:
            # LINQ is a loop as well: `Enumerable.Range(0, 9000000).Select(x => …)` would run on.
            budget.spend()
            return run([exchange, frame, budget, *args, *empty])

        return call

    return make


def returned(run: Run) -> Run:
    """Compiles a lambda's block; the closure returns the value of its `return`, or null."""

    def value(frame: Frame) -> Value:
        # A statement returns a tuple for `return`, since None says that the block goes on.
        done = run(frame)
        return done[0] if done else None

    return value
