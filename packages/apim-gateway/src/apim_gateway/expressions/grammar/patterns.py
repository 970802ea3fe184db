"""Compiles tests by a pattern: `a is T`, `a is T x`, `a is null`, and `switch`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.static_types import BOOL
from apim_gateway.expressions.dotnet.system.conversion import is_instance
from apim_gateway.expressions.grammar.loops import BREAK
from apim_gateway.expressions.grammar.nodes import contains, named, text
from apim_gateway.expressions.grammar.scope import Code, Step
from apim_gateway.expressions.grammar.statements import in_order
from apim_gateway.expressions.grammar.type_names import declared_type, type_named
from apim_gateway.expressions.semantics.equality import same

if TYPE_CHECKING:
    from apim_gateway.expressions.grammar.nodes import Node
    from apim_gateway.expressions.grammar.scope import Frame, Run, Scope
    from apim_gateway.expressions.semantics.value import Value


def compile_is_pattern_expression(node: Node, scope: Scope) -> Code:
    """Compiles `a is T`, `a is T x`, `a is 1`."""
    operand, pattern = named(node)
    value = scope.code(operand)
    return Code(matching(pattern, value, scope), BOOL)


def compile_is_expression(node: Node, scope: Scope) -> Code:
    """Compiles `a is T` as the grammar sees it where T can only be a type."""
    operand, kind = named(node)
    value, wanted = scope.code(operand).run, declared_type(kind, scope)
    return Code(lambda frame: is_instance(wanted, value(frame)), BOOL)


def matching(pattern: Node, value: Code, scope: Scope) -> Run:
    """Compiles a pattern to a test of the value."""
    run = value.run
    if pattern.type == "declaration_pattern":
        kind, name = named(pattern)
        wanted = declared_type(kind, scope)
        slot = scope.declare(text(name), wanted, name).slot

        def kept(frame: Frame) -> bool:
            frame[slot] = run(frame)
            return is_instance(wanted, frame[slot])

        return kept
    if pattern.type != "constant_pattern":
        raise scope.refused(pattern, "is a pattern newer than C# 7", "compare with == and &&")
    return _constant(named(pattern)[0], run, scope)


def _constant(inner: Node, run: Run, scope: Scope) -> Run:
    """Compiles the test of `a is T` or `a is 1`."""
    kind = type_named(inner, scope)
    if kind is not None:
        return lambda frame: is_instance(kind, run(frame))
    constant = scope.code(inner).run
    return lambda frame: same(run(frame), constant(frame))


def run_switch_statement(node: Node, scope: Scope) -> Step:
    """Compiles `switch (a) { case 1: …; break; default: … }`."""
    subject, body = named(node)
    code = scope.code(subject)
    slot = scope.hidden(code.type).slot
    kept = Code(lambda frame: frame[slot], code.type)
    sections = _sections(body, kept, scope)
    first = code.run

    def run(frame: Frame) -> Value:
        frame[slot] = first(frame)
        for tests, step in sections:
            if any(test(frame) for test in tests):
                done = step.run(frame)
                return None if done is BREAK else done
        return None

    # With a default and without a break, every way through the switch leaves the block.
    complete = bool(sections) and sections[-1][0] == [_always_true]
    leaves = contains(body, ("break_statement",))
    return Step(run, ends=complete and not leaves and all(step.ends for _, step in sections))


def _sections(body: Node, value: Code, scope: Scope) -> list[tuple[list[Run], Step]]:
    """Compiles the sections, `default` last; a label without statements goes to the next."""
    sections: list[tuple[list[Run], Step]] = []
    otherwise: list[tuple[list[Run], Step]] = []
    tests: list[Run] = []
    default = False
    for section in named(body):
        inner = scope.inner()
        default = default or section.children[0].type == "default"
        children = named(section)
        # `case 1: case 2: …`: a label without statements waits for those of the next.
        labels = [one for one in children if one.type.endswith("_pattern")]
        tests += [matching(label, value, inner) for label in labels]
        statements = children[len(labels) :]
        if statements:
            # `default` counts only when no other section does, wherever it stands.
            own = otherwise if default else sections
            own.append(([_always_true] if default else tests, in_order(statements, inner)))
            tests, default = [], False
    return [*sections, *otherwise]


def _always_true(_frame: Frame) -> bool:
    return True
