"""Compiling: one handler per node type of the C# grammar, found by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway.errors import PolicyError
from gateway.expressions import (
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
    trying,
    unary,
)
from gateway.expressions.errors import RAISED, ClrError, as_clr
from gateway.expressions.limits import Budget
from gateway.expressions.parse import named, parse
from gateway.expressions.scope import FIRST, Frame, Function, Run, Scope

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from gateway.errors import Place
    from gateway.exchange import Exchange
    from gateway.expressions.definition import Value

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
    trying,
    unary,
)
STATEMENTS = _found("run_", loops, patterns, statements, trying)


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
