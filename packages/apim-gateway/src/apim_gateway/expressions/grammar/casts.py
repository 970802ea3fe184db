"""Compiles what names a type: `(T)a`, `a as T`, `default(T)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.static_types import ANY
from apim_gateway.expressions.dotnet.system.conversion import cast, default_of, is_instance
from apim_gateway.expressions.grammar.nodes import named
from apim_gateway.expressions.grammar.scope import Code
from apim_gateway.expressions.grammar.type_names import declared_type

if TYPE_CHECKING:
    from apim_gateway.expressions.grammar.nodes import Node
    from apim_gateway.expressions.grammar.scope import Frame, Scope
    from apim_gateway.expressions.semantics.value import Value


def compile_cast_expression(node: Node, scope: Scope) -> Code:
    """Compiles `(T)a`."""
    kind, operand = named(node)
    wanted, code = declared_type(kind, scope), scope.code(operand)
    run, given = code.run, code.type
    return Code(lambda frame: cast(wanted, run(frame), given), wanted)


def compile_as_expression(node: Node, scope: Scope) -> Code:
    """Compiles `a as T`, which is null where `a` is no `T`."""
    operand, kind = named(node)
    wanted, code = declared_type(kind, scope), scope.code(operand)
    source = code.run

    def run(frame: Frame) -> Value:
        value = source(frame)
        return value if is_instance(wanted, value) else None

    return Code(run, wanted)


def compile_default_expression(node: Node, scope: Scope) -> Code:
    """Compiles `default(T)`, `default`."""
    kind = declared_type(named(node)[0], scope) if named(node) else ANY
    value = default_of(kind)
    return Code(lambda _: value, kind)
