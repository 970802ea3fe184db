"""Compiles what creates values: `new T(…) { … }`, arrays, anonymous objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.static_types import ANY, ARRAY, INT, Type, anonymous
from apim_gateway.expressions.dotnet.collections.array import Array
from apim_gateway.expressions.dotnet.library import BY_NAME, find_property
from apim_gateway.expressions.dotnet.system.anonymous import Anonymous
from apim_gateway.expressions.dotnet.system.conversion import default_of
from apim_gateway.expressions.grammar.arguments import (
    Arguments,
    arguments_of,
    bound_method,
    check_arity,
    result_type,
    static_call,
)
from apim_gateway.expressions.grammar.conversions import array_of, code_as
from apim_gateway.expressions.grammar.nodes import named, text
from apim_gateway.expressions.grammar.scope import Code
from apim_gateway.expressions.grammar.type_names import declared_type
from apim_gateway.expressions.semantics.limits import bounded

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.expressions.checked.member_tables import ClrType
    from apim_gateway.expressions.grammar.nodes import Node
    from apim_gateway.expressions.grammar.scope import Frame, Run, Scope
    from apim_gateway.expressions.semantics.value import Value

BYTE = Type("byte")


def compile_object_creation_expression(node: Node, scope: Scope) -> Code:
    """Compiles `new T(…) { … }`."""
    kind = declared_type(named(node)[0], scope)
    definition = BY_NAME[kind.name]
    method = definition.new
    if method is None:
        raise scope.refused(node, "can't be created", f"{kind} has no constructor here")
    arguments = node.part("arguments")
    bindings = dict(zip(definition.parameters, kind.args, strict=False))
    given = arguments_of(arguments, method, bindings, scope)
    check_arity(arguments or node, method.call, given, 0, scope)
    run = static_call(bound_method(method, given, kind), given)
    code = Code(run, result_type(method, bindings, given, kind))
    initializer = node.part("initializer")
    return code if initializer is None else _filled(initializer, code, definition, scope)


def compile_array_creation_expression(node: Node, scope: Scope) -> Code:
    """Compiles `new T[n]`, `new T[] { … }`."""
    kind, *initializer = named(node)
    element, rank = named(kind)
    wanted = declared_type(element, scope)
    if initializer:
        return array_of(initializer[0], wanted, scope)
    sizes = named(rank)
    if len(sizes) != 1:
        raise scope.refused(node, "has several dimensions", "use an array of one")
    size, zero = code_as(sizes[0], INT, scope).run, default_of(wanted)

    def run(frame: Frame) -> Value:
        count = bounded(size(frame))
        return bytearray(count) if wanted == BYTE else Array([zero] * count)

    return Code(run, Type(ARRAY, (wanted,)))


def compile_implicit_array_creation_expression(node: Node, scope: Scope) -> Code:
    """Compiles `new[] { … }`."""
    return array_of(named(node)[0], ANY, scope)


def compile_anonymous_object_creation_expression(node: Node, scope: Scope) -> Code:
    """Compiles `new { A = 1, b.C }`."""
    fields: dict[str, Code] = {}
    children = node.children
    for at, child in enumerate(children):
        # `A = 1` is three children in a row; of `b.C`, the last name is the field's.
        if children[at - 1].type == "=":
            fields[text(children[at - 2])] = scope.code(child)
        elif child.is_named and children[at + 1].type != "=":
            name = named(child)[-1] if child.type == "member_access_expression" else child
            fields[text(name)] = scope.code(child)
    runs = {name: code.run for name, code in fields.items()}
    kind = anonymous({name: code.type for name, code in fields.items()})
    return Code(lambda frame: Anonymous({name: run(frame) for name, run in runs.items()}), kind)


def _filled(node: Node, code: Code, definition: ClrType, scope: Scope) -> Code:
    """Compiles an object or collection initializer."""
    parts = [_part(one, code.type, definition, scope) for one in named(node)]
    create = code.run

    def run(frame: Frame) -> Value:
        made = create(frame)
        for fill, values in parts:
            fill(made, *[value(frame) for value in values])
        return made

    return Code(run, code.type)


def _part(
    node: Node, kind: Type, definition: ClrType, scope: Scope
) -> tuple[Callable[..., object], list[Run]]:
    """Compiles one entry: what puts it in, and its values."""
    if node.type == "assignment_expression":
        left, right = named(node)
        value = scope.code(right).run
        # `new JObject { ["a"] = 1 }` stores by key; `new T { A = 1 }` sets a property.
        if left.type == "element_binding_expression" and definition.store is not None:
            return definition.store, [scope.code(named(named(left)[0])[-1]).run, value]
        found = find_property(kind, text(left))
        if found is None or found[0].set is None:
            raise scope.refused(left, f"can't be set on {kind}", "set it in another way")
        return found[0].set, [value]
    if definition.add is None:
        raise scope.refused(node, f"can't be added to {kind}", "leave the braces out")
    # `new List<int> { 1 }` adds a value, `new Dictionary<string, int> { { "a", 1 } }` two at once.
    values = named(node) if node.type == "initializer_expression" else [node]
    runs = tuple(scope.code(value).run for value in values)
    check_arity(node, definition.add, Arguments(runs, {}), 1, scope)
    return definition.add, list(runs)
