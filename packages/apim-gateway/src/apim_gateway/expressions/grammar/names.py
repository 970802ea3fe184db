"""Compiles names: `context` and local variables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.static_types import Type
from apim_gateway.expressions.dotnet.library import BY_NAME
from apim_gateway.expressions.grammar.nodes import text
from apim_gateway.expressions.grammar.scope import EXCHANGE, PARENT, Code, Frame, Run

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.expressions.grammar.nodes import Node
    from apim_gateway.expressions.grammar.scope import Scope, Variable
    from apim_gateway.expressions.semantics.value import Value

CONTEXT = Type("IProxyRequestContext")


def compile_identifier(node: Node, scope: Scope) -> Code:
    """Compiles `context` or a local variable."""
    name = text(node)
    if name == "context":
        return Code(_context, CONTEXT)
    variable = scope.find(name)
    if variable is not None:
        return Code(reader(variable, scope), variable.type)
    problem = "is a type, not a value" if name in BY_NAME else "is not known here"
    raise scope.refused(node, problem, "use context, a declared variable or a type's member")


def reader(variable: Variable, scope: Scope) -> Run:
    """Compiles reading the variable, from as many frames out as it was declared."""
    slot, depth = variable.slot, scope.depth(variable)
    # Most variables are in the own frame or the one around it: no loop for these.
    if depth == 0:
        return lambda frame: frame[slot]
    if depth == 1:
        return lambda frame: frame[PARENT][slot]

    def read(frame: Frame) -> object:
        for _ in range(depth):
            frame = frame[PARENT]
        return frame[slot]

    return read


def _context(frame: Frame) -> object:
    return frame[EXCHANGE]


def writer(variable: Variable, scope: Scope) -> Run:
    """Compiles `out x`: returns a closure that, per frame, returns a setter for the variable."""
    slot, depth = variable.slot, scope.depth(variable)

    def make(frame: Frame) -> Callable[[Value], None]:
        for _ in range(depth):
            frame = frame[PARENT]

        def store(value: Value) -> None:
            frame[slot] = value

        return store

    return make
