"""Compiles loops: `foreach`, `for`, `while`, `do`; each round spends a step of the budget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.static_types import ANY, Type, filled, type_of
from apim_gateway.expressions.dotnet.collections.iteration import items
from apim_gateway.expressions.dotnet.library import lineage
from apim_gateway.expressions.dotnet.system.conversion import cast
from apim_gateway.expressions.grammar.lambdas import LAMBDAS
from apim_gateway.expressions.grammar.nodes import contains, named, text
from apim_gateway.expressions.grammar.operators import truth
from apim_gateway.expressions.grammar.scope import BUDGET, EXCHANGE, FIRST, Function, Step
from apim_gateway.expressions.grammar.type_names import declared_type

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.expressions.grammar.nodes import Node
    from apim_gateway.expressions.grammar.scope import Frame, Run, Scope
    from apim_gateway.expressions.semantics.value import Value

BREAK, CONTINUE = object(), object()
"""What a statement returns to end the loop or the round."""


def run_break_statement(_node: Node, _scope: Scope) -> Step:
    """Compiles `break;`."""
    return Step(lambda _: BREAK, ends=True)


def run_continue_statement(_node: Node, _scope: Scope) -> Step:
    """Compiles `continue;`."""
    return Step(lambda _: CONTINUE, ends=True)


def run_while_statement(node: Node, scope: Scope) -> Step:
    """Compiles `while (a) …`."""
    condition, body = named(node)
    inner = scope.inner()
    test = truth(condition, inner)
    run = looping(inner, test, inner.step(body).run, None)
    # Behind `while (true)` without a break nothing runs: no return is missing there.
    return Step(run, ends=text(condition) == "true" and not contains(body, ("break_statement",)))


def run_do_statement(node: Node, scope: Scope) -> Step:
    """Compiles `do … while (a);`."""
    body, condition = named(node)
    inner = scope.inner()
    first = inner.step(body).run
    # The condition doesn't see what the body declares, as in C#.
    rest = looping(inner, truth(condition, scope), first, None)

    def run(frame: Frame) -> Value:
        done = first(frame)
        if done is None or done is CONTINUE:
            return rest(frame)
        return None if done is BREAK else done

    return Step(run)


def run_for_statement(node: Node, scope: Scope) -> Step:
    """Compiles `for (var i = 0; i < n; i++) …`."""
    inner = scope.inner()
    starts = [
        inner.step(one).run if one.type == "variable_declaration" else inner.code(one).run
        for one in node.parts("initializer")
    ]
    condition = node.part("condition")
    test = truth(condition, inner) if condition is not None else lambda _: True
    body = inner.step(named(node)[-1]).run
    updates = [inner.code(one).run for one in node.parts("update")]
    loop = looping(inner, test, body, in_turn(updates))
    start = in_turn(starts)

    def run(frame: Frame) -> Value:
        start(frame)
        return loop(frame)

    return Step(run)


def run_foreach_statement(node: Node, scope: Scope) -> Step:
    """Compiles `foreach (var x in a) …`."""
    kind, name, source, body = named(node)
    code = scope.code(source)
    # A lambda may keep the variable: then each round has one of its own.
    own = Function(scope.function) if contains(body, LAMBDAS) else None
    inner = scope.inner(own)
    element, declared = element_of(node, code.type, scope), declared_type(kind, scope)
    slot = inner.declare(text(name), element if declared == ANY else declared, name).slot
    step, values = inner.step(body).run, code.run
    # An element of another type is cast: `foreach (string s in array)` of a JArray.
    fit = _same if declared in (ANY, element) else _casting(declared, element)
    inner.limit()
    enter = _entering(own)

    def run(frame: Frame) -> Value:
        budget = frame[BUDGET]
        for value in items(values(frame)):
            budget.spend()
            round_frame = enter(frame)
            round_frame[slot] = fit(value)
            done = step(round_frame)
            if done is not None and done is not CONTINUE:
                return None if done is BREAK else done
        return None

    return Step(run)


def looping(scope: Scope, test: Run, body: Run, update: Run | None) -> Run:
    """Compiles a loop of test, body and update; each round spends a step of the budget."""
    scope.limit()

    def run(frame: Frame) -> Value:
        budget = frame[BUDGET]
        while test(frame):
            budget.spend()
            done = body(frame)
            if done is not None and done is not CONTINUE:
                return None if done is BREAK else done
            # A `continue` comes here too: `i++` runs before the next test.
            if update is not None:
                update(frame)
        return None

    return run


def in_turn(runs: list[Run]) -> Run:
    """Compiles several expressions into one closure that runs them in order."""

    def run(frame: Frame) -> None:
        for one in runs:
            one(frame)

    return run


def element_of(node: Node, kind: Type, scope: Scope) -> Type:
    """Returns the type of what `foreach` finds in a value of this type."""
    if kind == ANY:
        return ANY
    for definition, bindings in lineage(kind):
        if definition.element:
            return filled(type_of(definition.element), bindings)
    raise scope.refused(node, f"goes through a value of type {kind}", "cast it to a collection")


def _same(value: Value) -> Value:
    return value


def _casting(wanted: Type, given: Type) -> Callable[[Value], Value]:
    return lambda value: cast(wanted, value, given)


def _entering(function: Function | None) -> Callable[[Frame], Frame]:
    """Returns the frame that a round runs in: its own if a lambda may keep the variable.

    After `foreach (var x in new[] { 1, 2 }) { all.Add(() => x); }` the two functions return 1 and
    2, since C# gives each round an `x` of its own; in one frame both would return 2.
    """
    if function is None:
        return lambda frame: frame
    return lambda frame: [
        frame[EXCHANGE], frame, frame[BUDGET], *[None] * (function.size - FIRST)
    ]  # fmt: skip
