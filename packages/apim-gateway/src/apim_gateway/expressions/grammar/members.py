"""Compiles members that are read: `a.B`, `a[b]`, `a?.B`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import Property
from apim_gateway.expressions.checked.static_types import ANY, filled, type_of
from apim_gateway.expressions.dotnet.library import (
    BY_NAME,
    MEMBERS,
    find_property,
    index_of_value,
    lineage,
    member_names,
    property_of_value,
)
from apim_gateway.expressions.grammar.arguments import (
    Arguments,
    arguments_of,
    call_member,
    no_such,
    read_member,
)
from apim_gateway.expressions.grammar.chains import conditional, linked, unknown
from apim_gateway.expressions.grammar.nodes import named, text
from apim_gateway.expressions.grammar.scope import Code
from apim_gateway.expressions.grammar.type_names import type_named
from apim_gateway.expressions.semantics.clr_error import null_reference

if TYPE_CHECKING:
    from apim_gateway.expressions.grammar.nodes import Node
    from apim_gateway.expressions.grammar.scope import Frame, Run, Scope
    from apim_gateway.expressions.semantics.value import Value


def compile_member_access_expression(node: Node, scope: Scope) -> Code:
    """Compiles `a.B`; `a` is a value or a type."""
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
    """Compiles `a[b]`."""
    left, subscript = named(node)
    return linked(scope.link(left), scope, lambda target: element_of(subscript, target, scope))


def compile_conditional_access_expression(node: Node, scope: Scope) -> Code:
    """Compiles `a?.B`, `a?[b]`."""
    left, right = named(node)
    if right.type == "element_binding_expression":
        return conditional(left, scope, lambda target: element_of(right, target, scope))
    return conditional(left, scope, lambda target: property_of(named(right)[0], target, scope))


def property_of(name: Node, target: Code, scope: Scope) -> Code:
    """Compiles reading a property."""
    wanted = text(name)
    if target.type == ANY:
        if wanted not in MEMBERS:
            raise scope.refused(name, "is a member of no type here", "check its spelling")
        return Code(_dynamic_property(target.run, wanted))
    found = find_property(target.type, wanted)
    if found is None:
        raise unknown(name, target.type, member_names(target.type), scope)
    member, bindings = found
    run = read_member(member.get, target.run)
    if member.extension:
        get, source = member.get, target.run
        return Code(lambda frame: get(source(frame)), filled(type_of(member.type), bindings))
    return Code(run, filled(type_of(member.type), bindings))


def element_of(subscript: Node, target: Code, scope: Scope, given: Arguments | None = None) -> Code:
    """Compiles `[…]` on a value; the arguments may be compiled already."""
    given = given or arguments_of(subscript, None, {}, scope)
    if target.type == ANY:
        return Code(_dynamic_element(target.run, given))
    for definition, bindings in lineage(target.type):
        if definition.index is not None:
            run = call_member(definition.index.call, target.run, given, nullable=False)
            return Code(run, filled(type_of(definition.index.type), bindings))
    raise scope.refused(
        subscript, f"is used on a value of type {target.type}, which has no elements", "cast it"
    )


def _dynamic_property(target: Run, name: str) -> Run:
    def run(frame: Frame) -> Value:
        value = target(frame)
        if value is None:
            raise null_reference()
        member = property_of_value(value, name)
        if member is None:
            raise no_such(value, name)
        return member.get(value)

    return run


def _dynamic_element(target: Run, given: Arguments) -> Run:
    def run(frame: Frame) -> Value:
        value = target(frame)
        if value is None:
            raise null_reference()
        method = index_of_value(value)
        if method is None:
            raise no_such(value, "this[]")
        return method.call(value, *[arg(frame) for arg in given.positional])

    return run
