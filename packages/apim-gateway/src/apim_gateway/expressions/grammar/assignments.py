"""Compiles assignments: `a = b`, `a[i] += b`, `a.B = c`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.static_types import ANY, NUMERIC
from apim_gateway.expressions.dotnet.library import find_property, property_of_value, store_of_value
from apim_gateway.expressions.dotnet.system.conversion import cast
from apim_gateway.expressions.grammar.arguments import Arguments, no_such
from apim_gateway.expressions.grammar.conversions import code_as, converted
from apim_gateway.expressions.grammar.members import element_of, property_of
from apim_gateway.expressions.grammar.names import reader
from apim_gateway.expressions.grammar.nodes import named, text
from apim_gateway.expressions.grammar.operators import binary
from apim_gateway.expressions.grammar.scope import PARENT, Code
from apim_gateway.expressions.semantics.clr_error import null_reference

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.expressions.grammar.nodes import Node
    from apim_gateway.expressions.grammar.scope import Frame, Run, Scope
    from apim_gateway.expressions.semantics.value import Value


@dataclass(frozen=True, slots=True)
class Target:
    """A place that can be assigned to: how to read it and how to store in it."""

    code: Code
    store: Callable[[Frame, Value], None]
    prepare: tuple[Run, ...] = ()
    """What is evaluated once, before the right side."""


def compile_assignment_expression(node: Node, scope: Scope) -> Code:
    """Compiles `a = b`, `a += b`."""
    left, right = named(node)
    sign = text(node.children[1]).removesuffix("=")
    target = target_of(left, scope)
    if not sign:
        code = code_as(right, target.code.type, scope)
    else:
        code = computed(node, sign, target, scope.code(right), scope)
    return Code(assigning(target, code.run), target.code.type)


def target_of(node: Node, scope: Scope) -> Target:
    """Compiles the left side of an assignment."""
    if node.type == "identifier":
        return _variable(node, scope)
    if node.type == "element_access_expression":
        return _element(node, scope)
    if node.type == "member_access_expression":
        return _property(node, scope)
    raise scope.refused(node, "can't be assigned to", "assign to a variable")


def assigning(target: Target, value: Run) -> Run:
    """Compiles the assignment; its value is the value that was stored."""
    store, prepare = target.store, target.prepare

    def run(frame: Frame) -> Value:
        for one in prepare:
            one(frame)
        new = value(frame)
        store(frame, new)
        return new

    return run


def computed(node: Node, sign: str, target: Target, right: Code, scope: Scope) -> Code:
    """Compiles `target sign right`, cast back to the target's type as C# does."""
    code = binary(node, sign, target.code, right, scope)
    wanted, run = target.code.type, code.run
    # `b += 1` of a byte computes an int and casts it back, as C# does.
    if wanted.name in NUMERIC and code.type != wanted:
        return Code(lambda frame: cast(wanted, run(frame), code.type), wanted)
    return converted(node, code, wanted, scope) if wanted != ANY else code


def _variable(node: Node, scope: Scope) -> Target:
    code, variable = scope.code(node), scope.find(text(node))
    if variable is None:
        raise scope.refused(node, "is read-only", "declare a variable for the new value")
    slot, depth = variable.slot, scope.depth(variable)

    def store(frame: Frame, value: Value) -> None:
        for _ in range(depth):
            frame = frame[PARENT]
        frame[slot] = value

    return Target(code, store)


def _element(node: Node, scope: Scope) -> Target:
    left, subscript = named(node)
    # `a[next()] += 1` reads and stores, but calls `next` once: owner and index are kept.
    owner, prepare_owner = _held(scope.code(left), scope)
    index, prepare_index = _held(scope.code(named(named(subscript)[0])[-1]), scope)
    read = element_of(subscript, owner, scope, Arguments((index.run,), {}))
    own, key = owner.run, index.run

    def store(frame: Frame, value: Value) -> None:
        container = own(frame)
        put = store_of_value(container)
        if put is None:
            raise null_reference() if container is None else no_such(container, "this[]")
        put(container, key(frame), value)

    return Target(read, store, (prepare_owner, prepare_index))


def _property(node: Node, scope: Scope) -> Target:
    left, name = named(node)
    owner, prepare = _held(scope.code(left), scope)
    wanted, own = text(name), owner.run
    found = None if owner.type == ANY else find_property(owner.type, wanted)
    if found is not None and found[0].set is None:
        raise scope.refused(node, "is read-only", "change it by the policy that is for it")

    def store(frame: Frame, value: Value) -> None:
        member = property_of_value(own(frame), wanted)
        if member is None or member.set is None:
            raise no_such(own(frame), wanted)
        member.set(own(frame), value)

    return Target(property_of(name, owner, scope), store, (prepare,))


def _held(code: Code, scope: Scope) -> tuple[Code, Run]:
    """Keeps a value in the frame, so that reading and storing compute it once."""
    variable, run = scope.hidden(code.type), code.run
    slot = variable.slot

    def prepare(frame: Frame) -> None:
        frame[slot] = run(frame)

    return Code(reader(variable, scope), code.type), prepare
