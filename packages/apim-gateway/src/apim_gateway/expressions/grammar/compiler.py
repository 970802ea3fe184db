"""Compiling: one handler per node type of the C# grammar, found by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.errors import PolicyError
from apim_gateway.expressions.grammar import (
    assignments,
    casts,
    creation,
    interpolation,
    invocations,
    lambdas,
    literals,
    loops,
    members,
    names,
    operators,
    patterns,
    statements,
    try_statements,
    unary,
)
from apim_gateway.expressions.grammar.nodes import named, parse
from apim_gateway.expressions.grammar.scope import FIRST, Frame, Function, Run, Scope
from apim_gateway.expressions.semantics.clr_error import RAISED, ClrError, as_clr
from apim_gateway.expressions.semantics.limits import Budget

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from apim_gateway.errors import Place
    from apim_gateway.expressions.checked.member_tables import Value
    from apim_gateway.messages.exchange import Exchange

REASON = "ExpressionValueEvaluationFailure"


def _found(prefix: str, *modules: ModuleType) -> dict[str, Callable[..., Value]]:
    return {
        name.removeprefix(prefix): handler
        for module in modules
        for name, handler in vars(module).items()
        if name.startswith(prefix)
    }


HANDLERS = _found(
    "compile_",
    assignments,
    casts,
    creation,
    interpolation,
    invocations,
    lambdas,
    literals,
    members,
    names,
    operators,
    patterns,
    try_statements,
    unary,
)
STATEMENTS = _found("run_", loops, patterns, statements, try_statements)


def compile_source(source: str, place: Place) -> Callable[[Exchange], object]:
    """Compiles `@(…)` or `@{…}`; see `compile_expression`."""
    scope = Scope(place=place, handlers=HANDLERS, statements=STATEMENTS)
    node = parse(source, place)
    if node.type == "block":
        step = scope.step(node)
        if not step.ends:
            raise scope.refused(node, "does not return on every path", "end it with return …;")
        run = _returning(step.run)
    else:
        run = scope.code(named(node)[0]).run
    return _guarded(run, scope.function, place)


def _returning(run: Run) -> Run:
    return lambda frame: run(frame)[0]


def _guarded(run: Run, function: Function, place: Place) -> Callable[[Exchange], object]:
    source = place.element or "expression"
    empty = [None] * (function.size - FIRST)
    plain = not empty and not function.spends

    def evaluate(exchange: Exchange) -> object:
        frame: Frame = [exchange] if plain else [exchange, None, Budget(), *empty]
        try:
            return run(frame)
        except RAISED as error:
            failure: ClrError = as_clr(error)
        except ClrError as error:
            failure = error
        raise PolicyError(source, REASON, f"Expression evaluation failed. {failure.message}")

    return evaluate
