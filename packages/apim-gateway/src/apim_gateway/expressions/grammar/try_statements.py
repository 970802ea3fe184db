"""Compiles `try`, `using` and `checked`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.static_types import Type
from apim_gateway.expressions.grammar.nodes import named, text
from apim_gateway.expressions.grammar.scope import Code, Step
from apim_gateway.expressions.grammar.type_names import declared_type
from apim_gateway.expressions.semantics.clr_error import LIMIT, RAISED, ClrError, as_clr

if TYPE_CHECKING:
    from apim_gateway.expressions.grammar.nodes import Node
    from apim_gateway.expressions.grammar.scope import Frame, Run, Scope
    from apim_gateway.expressions.semantics.value import Value


@dataclass(frozen=True, slots=True)
class Clause:
    """A catch clause: which exceptions it takes, where it keeps them, and what it does."""

    kind: str
    slot: int
    test: Run
    step: Step

    def takes(self, error: ClrError, frame: Frame) -> bool:
        """Returns whether it catches the exception, and keeps it if so."""
        if not error.is_a(self.kind):
            return False
        frame[self.slot] = error
        return bool(self.test(frame))


def run_try_statement(node: Node, scope: Scope) -> Step:
    """Compiles `try { … } catch (FormatException e) when (…) { … } finally { … }`."""
    body, *rest = named(node)
    main = scope.step(body)
    clauses = [_clause(one, scope) for one in rest if one.type == "catch_clause"]
    last = [scope.step(named(one)[0]).run for one in rest if one.type == "finally_clause"]

    def run(frame: Frame) -> Value:
        try:
            return main.run(frame)
        except (ClrError, *RAISED) as raised:
            error = as_clr(raised)
            # A spent budget can't be caught: `while (true) { try { … } catch { } }` would run on.
            for clause in clauses:
                if error.kind != LIMIT and clause.takes(error, frame):
                    return clause.step.run(frame)
            raise error from None
        finally:
            for step in last:
                step(frame)

    return Step(run, ends=main.ends and all(clause.step.ends for clause in clauses))


def run_using_statement(node: Node, scope: Scope) -> Step:
    """Compiles `using (var x = …) …`: there is nothing to dispose of here."""
    resource, body = named(node)
    inner = scope.inner()
    if resource.type == "variable_declaration":
        start = inner.step(resource).run
    else:
        start = inner.code(resource).run
    step = inner.step(body)

    def run(frame: Frame) -> Value:
        start(frame)
        return step.run(frame)

    return Step(run, step.ends)


def run_checked_statement(node: Node, scope: Scope) -> Step:
    """Compiles `checked { … }`, `unchecked { … }`."""
    inner = scope.inner()
    inner.checked = node.children[0].type == "checked"
    return inner.step(named(node)[0])


def compile_checked_expression(node: Node, scope: Scope) -> Code:
    """Compiles `checked(…)`, `unchecked(…)`."""
    inner = scope.inner()
    inner.checked = node.children[0].type == "checked"
    return inner.code(named(node)[0])


def _clause(node: Node, scope: Scope) -> Clause:
    inner = scope.inner()
    kind, name, test = "Exception", "catch", None
    *before, body = named(node)
    for part in before:
        if part.type == "catch_declaration":
            children = named(part)
            kind = declared_type(children[0], scope).name
            name = text(children[1]) if len(children) > 1 else name
    slot = inner.declare(name, Type(kind), node).slot
    # `throw;` looks for this name, which no C# variable can have, and finds the innermost catch.
    inner.names["catch"] = inner.names[name]
    for part in before:
        if part.type == "catch_filter_clause":
            test = inner.code(named(part)[0]).run
    return Clause(kind, slot, test or (lambda _: True), inner.step(body))
