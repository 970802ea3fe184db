"""Members: `a.B`, `a.B(…)`, `a[b]`, `a?.B`."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from gateway.expressions.calls import (
    Arguments, arguments_of, called, check_arity, dynamic_call, no_such, on_target, result_type,
    static_call,
)  # fmt: skip
from gateway.expressions.definition import Method, Property
from gateway.expressions.errors import null_reference
from gateway.expressions.library import (
    BY_NAME, MEMBERS, definition_of, find_member, lineage, member_names, member_of_class,
)  # fmt: skip
from gateway.expressions.names import reader
from gateway.expressions.parse import named, text
from gateway.expressions.scope import SKIPPED, Code
from gateway.expressions.static import ANY, Type, bare, filled, type_of
from gateway.expressions.type_names import declared_type, type_named

if TYPE_CHECKING:
    from collections.abc import Callable

    from tree_sitter import Node

    from gateway.errors import LoadError
    from gateway.expressions.definition import Value
    from gateway.expressions.scope import Frame, Run, Scope


def compile_member_access_expression(node: Node, scope: Scope) -> Code:
    """`a.B`; `a` is a value or a type."""
    left, name = named(node)
    owner = type_named(left, scope)
    if owner is None:
        return linked(scope.link(left), scope, lambda target: property_of(name, target, scope))
    member = BY_NAME[owner.name].statics.get(text(name))
    if not isinstance(member, Property):
        raise unknown(name, owner, BY_NAME[owner.name].statics, scope)
    get = member.get
    return Code(lambda _: get(), type_of(member.type))


def compile_element_access_expression(node: Node, scope: Scope) -> Code:
    """`a[b]`."""
    left, subscript = named(node)
    return linked(scope.link(left), scope, lambda target: element_of(subscript, target, scope))


def compile_invocation_expression(node: Node, scope: Scope) -> Code:
    """`a.B(…)`, `B(…)`."""
    function, arguments = named(node)
    if function.type == "member_access_expression":
        left, name = named(function)
        owner = type_named(left, scope)
        if owner is not None:
            return static_method(name, owner, arguments, scope)
        return linked(
            scope.link(left), scope, lambda target: method_of(name, target, arguments, scope)
        )
    if function.type == "conditional_access_expression":
        left, binding = named(function)
        name = named(binding)[0]
        return conditional(left, scope, lambda target: method_of(name, target, arguments, scope))
    return delegate_call(scope.code(function), arguments, scope)


def compile_conditional_access_expression(node: Node, scope: Scope) -> Code:
    """`a?.B`, `a?[b]`."""
    left, right = named(node)
    if right.type == "element_binding_expression":
        return conditional(left, scope, lambda target: element_of(right, target, scope))
    return conditional(left, scope, lambda target: property_of(named(right)[0], target, scope))


def conditional(left: Node, scope: Scope, build: Callable[[Code], Code]) -> Code:
    """Compiles what follows `a?`: null, and so is the rest of the chain, when `a` is null."""
    target = scope.link(left)
    kept = scope.hidden(bare(target.type))
    rest = build(Code(reader(kept, scope), kept.type))
    first, then, slot = target.run, rest.run, kept.slot

    def run(frame: Frame) -> Value:
        value = first(frame)
        if value is None or value is SKIPPED:
            return SKIPPED
        frame[slot] = value
        return then(frame)

    return Code(run, rest.type, chained=True)


def linked(target: Code, scope: Scope, build: Callable[[Code], Code]) -> Code:
    """Compiles the next link of a chain; it is skipped when the target was."""
    if not target.chained:
        return build(target)
    kept = scope.hidden(target.type)
    rest = build(Code(reader(kept, scope), target.type))
    first, then, slot = target.run, rest.run, kept.slot

    def run(frame: Frame) -> Value:
        value = first(frame)
        if value is SKIPPED:
            return value
        frame[slot] = value
        return then(frame)

    return Code(run, rest.type, chained=True)


def property_of(name: Node, target: Code, scope: Scope) -> Code:
    """Compiles reading a property."""
    wanted = text(name)
    if target.type == ANY:
        if wanted not in MEMBERS:
            raise scope.refused(name, "is a member of no type here", "check its spelling")
        return Code(_dynamic_property(target.run, wanted))
    found = find_member(target.type, wanted)
    if found is None or isinstance(found[0], Method):
        raise unknown(name, target.type, member_names(target.type), scope)
    member, bindings = found
    return Code(_reading(member.get, target.run), filled(type_of(member.type), bindings))


def method_of(name: Node, target: Code, arguments: Node, scope: Scope) -> Code:
    """Compiles calling a method of a value."""
    wanted, of = generic_name(name, scope)
    if target.type == ANY:
        if wanted not in MEMBERS:
            raise scope.refused(name, "is a member of no type here", "check its spelling")
        given = arguments_of(arguments, None, {}, scope)
        return Code(dynamic_call(wanted, target.run, given, of))
    found = find_member(target.type, wanted)
    if found is None:
        raise unknown(name, target.type, member_names(target.type), scope)
    member, bindings = found
    given = arguments_of(arguments, member if isinstance(member, Method) else None, bindings, scope)
    if isinstance(member, Property):  # a property that holds a function
        raise unknown(name, target.type, member_names(target.type), scope)
    check_arity(arguments, member.call, given, 1, scope)
    run = on_target(
        called(member, given, of, bindings.get("T", ANY)),
        target.run,
        given,
        nullable=member.extension,
    )
    return Code(run, result_type(member, bindings, given, of))


def static_method(name: Node, owner: Type, arguments: Node, scope: Scope) -> Code:
    """Compiles calling a method of a type."""
    wanted, of = generic_name(name, scope)
    statics = BY_NAME[owner.name].statics
    member = statics.get(wanted)
    if not isinstance(member, Method):
        raise unknown(name, owner, statics, scope)
    given = arguments_of(arguments, member, {}, scope)
    check_arity(arguments, member.call, given, 0, scope)
    return Code(static_call(called(member, given, of), given), result_type(member, {}, given, of))


def element_of(subscript: Node, target: Code, scope: Scope) -> Code:
    """Compiles `[…]` on a value."""
    given = arguments_of(subscript, None, {}, scope)
    if target.type == ANY:
        return Code(_dynamic_element(target.run, given))
    for definition, bindings in lineage(target.type):
        if definition.index is not None:
            run = on_target(definition.index.call, target.run, given, nullable=False)
            return Code(run, filled(type_of(definition.index.type), bindings))
    raise scope.refused(
        subscript, f"is used on a value of type {target.type}, which has no elements", "cast it"
    )


def delegate_call(function: Code, arguments: Node, scope: Scope) -> Code:
    """Compiles calling a variable that holds a function."""
    given = arguments_of(arguments, None, {}, scope)
    run, args = function.run, given.positional
    kind = function.type.args[-1] if function.type.name == "Func" else ANY
    return Code(lambda frame: run(frame)(*[arg(frame) for arg in args]), kind)


def generic_name(name: Node, scope: Scope) -> tuple[str, Type | None]:
    """Splits `As<JObject>` into the name and the type argument."""
    if name.type != "generic_name":
        return text(name), None
    bare_name, arguments = named(name)
    return text(bare_name), declared_type(named(arguments)[0], scope)


def unknown(name: Node, owner: Type, known: object, scope: Scope) -> LoadError:
    """Makes the error for a member that the type doesn't have."""
    names = sorted(known)  # type: ignore[call-overload]
    wanted = text(name).partition("<")[0]
    if wanted in names:
        raise scope.refused(name, "is a method", f"call it: {wanted}(…)")
    close = get_close_matches(wanted, names, n=1)
    hint = f"did you mean {close[0]}? " if close else ""
    if owner.name == "object":
        hint = "cast it first, as in ((string)…); "
    return scope.refused(
        name, f"is not known on {owner}", f"{hint}{owner} has {', '.join(names) or 'no members'}"
    )


def _reading(get: Callable[..., Value], target: Run) -> Run:
    def run(frame: Frame) -> Value:
        value = target(frame)
        if value is None:
            raise null_reference()
        return get(value)

    return run


def _dynamic_property(target: Run, name: str) -> Run:
    def run(frame: Frame) -> Value:
        value = target(frame)
        if value is None:
            raise null_reference()
        member = member_of_class(type(value), name)
        if not isinstance(member, Property):
            raise no_such(value, name)
        return member.get(value)

    return run


def _dynamic_element(target: Run, given: Arguments) -> Run:
    def run(frame: Frame) -> Value:
        value = target(frame)
        if value is None:
            raise null_reference()
        definition = definition_of(value)
        if definition is None or definition.index is None:
            raise no_such(value, "this[]")
        return definition.index.call(value, *[arg(frame) for arg in given.positional])

    return run
