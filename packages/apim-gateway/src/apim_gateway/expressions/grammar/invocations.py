"""Compiles calls: `a.B(…)`, `T.B(…)`, `f(…)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import Method
from apim_gateway.expressions.checked.static_types import ANY, Type
from apim_gateway.expressions.dotnet.library import BY_NAME, MEMBERS, find_method, member_names
from apim_gateway.expressions.grammar.arguments import (
    arguments_of,
    bound_method,
    call_member,
    check_arity,
    check_generic,
    dynamic_call,
    result_type,
    static_call,
)
from apim_gateway.expressions.grammar.chains import conditional, linked, unknown
from apim_gateway.expressions.grammar.conversions import code_as
from apim_gateway.expressions.grammar.lambdas import FUNCTIONS
from apim_gateway.expressions.grammar.nodes import named, text
from apim_gateway.expressions.grammar.scope import Code
from apim_gateway.expressions.grammar.type_names import declared_type, type_named

if TYPE_CHECKING:
    from apim_gateway.expressions.grammar.nodes import Node
    from apim_gateway.expressions.grammar.scope import Scope


def compile_invocation_expression(node: Node, scope: Scope) -> Code:
    """Compiles `a.B(…)`, `B(…)`."""
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


def method_of(name: Node, target: Code, arguments: Node, scope: Scope) -> Code:
    """Compiles calling a method of a value."""
    wanted, of = generic_name(name, scope)
    if target.type == ANY:
        if wanted not in MEMBERS:
            raise scope.refused(name, "is a member of no type here", "check its spelling")
        given = arguments_of(arguments, None, {}, scope)
        return Code(dynamic_call(wanted, target.run, given, of))
    found = find_method(target.type, wanted)
    if found is None:
        raise unknown(name, target.type, member_names(target.type), scope)
    member, bindings = found
    given = arguments_of(arguments, member, bindings, scope)
    check_arity(arguments, member.call, given, 1, scope)
    check_generic(name, member, of, scope)
    run = call_member(
        bound_method(member, given, of, bindings.get("T", ANY)),
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
    return Code(
        static_call(bound_method(member, given, of), given), result_type(member, {}, given, of)
    )


def delegate_call(function: Code, arguments: Node, scope: Scope) -> Code:
    """Compiles calling a variable that holds a function."""
    kind, run, given = function.type, function.run, named(arguments)
    if kind.name not in (*FUNCTIONS, ANY.name):
        raise scope.refused(arguments, f"calls a value of type {kind}", "call a function")
    taken = kind.args[:-1] if kind.name == "Func" else kind.args
    if kind == ANY:
        taken = (ANY,) * len(given)
    if len(given) != len(taken):
        raise scope.refused(arguments, "has wrong arguments", f"it takes {len(taken)}")
    args = [code_as(named(one)[-1], own, scope).run for one, own in zip(given, taken, strict=True)]
    result = kind.args[-1] if kind.name == "Func" else ANY
    return Code(lambda frame: run(frame)(*[arg(frame) for arg in args]), result)


def generic_name(name: Node, scope: Scope) -> tuple[str, Type | None]:
    """Splits `As<JObject>` into the name and the type argument."""
    if name.type != "generic_name":
        return text(name), None
    bare_name, arguments = named(name)
    return text(bare_name), declared_type(named(arguments)[0], scope)
