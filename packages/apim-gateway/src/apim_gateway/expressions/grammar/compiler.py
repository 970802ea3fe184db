"""Turns the source of a policy expression into a function of the exchange.

tree-sitter reads the C#, so that there is no grammar of ours to keep. A handler for each type of
node then makes two things of it: a closure, and the static type of what the closure will return.
The types are there to refuse at load what C# would refuse, with a hint: an unknown member, a
wrong number of arguments, a string where an int is declared. Where nothing tells the type it is
`dynamic`, and the member is found by the value. Handlers know nothing of each other: they go on
through `scope.code(node)` and `scope.step(node)`, which find the next one by the node's type.

When the expression runs, its variables live in a *frame*, a list whose places are known since
load; every call of a lambda makes one of its own, which knows the enclosing one (see `scope`).
Loops and lambdas spend from a *budget* of steps, because an expression that runs on would stop
the only process there is; what has neither runs without a budget, and without a frame to fill.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from apim_gateway.errors import PolicyError
from apim_gateway.expressions.grammar import __path__
from apim_gateway.expressions.grammar.nodes import named
from apim_gateway.expressions.grammar.scope import FIRST, Frame, Function, Run, Scope
from apim_gateway.expressions.grammar.syntax import parse
from apim_gateway.expressions.semantics.clr_error import RAISED, ClrError, as_clr
from apim_gateway.expressions.semantics.limits import Budget

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.errors import Place
    from apim_gateway.expressions.semantics.value import Value
    from apim_gateway.messages.exchange import Exchange

REASON = "ExpressionValueEvaluationFailure"
MODULES = [
    import_module(f"apim_gateway.expressions.grammar.{name}")
    for _, name, _ in iter_modules(__path__)
    if name != "compiler"
]
"""The handlers: every module beside this one."""


def _found(prefix: str) -> dict[str, Callable[..., Value]]:
    """Finds the handlers by their names: `compile_lambda_expression` is for that type of node."""
    return {
        name.removeprefix(prefix): handler
        for module in MODULES
        for name, handler in vars(module).items()
        if name.startswith(prefix)
    }


HANDLERS = _found("compile_")
STATEMENTS = _found("run_")


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
        # Such as `context.Request.Method`: no variables, nothing to spend, so one place does.
        frame: Frame = [exchange] if plain else [exchange, None, Budget(), *empty]
        try:
            return run(frame)
        except RAISED as error:
            failure: ClrError = as_clr(error)
        except ClrError as error:
            failure = error
        raise PolicyError(source, REASON, f"Expression evaluation failed. {failure.message}")

    return evaluate
