"""Compiles arguments and the calls of methods."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import Method
from apim_gateway.expressions.checked.static_types import ANY, Type, filled, type_of
from apim_gateway.expressions.dotnet.library import BY_NAME, method_of_value, type_of_value
from apim_gateway.expressions.grammar.lambdas import LAMBDAS, lambda_code
from apim_gateway.expressions.grammar.names import writer
from apim_gateway.expressions.grammar.nodes import named, text
from apim_gateway.expressions.grammar.scope import Code
from apim_gateway.expressions.grammar.type_names import declared_type, type_named
from apim_gateway.expressions.semantics.clr_error import ClrError, null_reference

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.expressions.grammar.nodes import Node
    from apim_gateway.expressions.grammar.scope import Frame, Run, Scope
    from apim_gateway.expressions.semantics.value import Value

UPPER = re.compile(r"(?<!^)([A-Z])")


@dataclass(frozen=True, slots=True)
class Arguments:
    """Compiled arguments: in order, by name, and what the lambdas among them return."""

    positional: tuple[Run, ...]
    keywords: dict[str, Run]
    results: tuple[Type, ...] = ()
    indexed: bool = False
    """A lambda among them has one parameter more than usual."""


def arguments_of(
    node: Node | None, method: Method | None, bindings: dict[str, Type], scope: Scope
) -> Arguments:
    """Compiles an argument list for a method, or for one found only when it runs."""
    positional: list[Run] = []
    keywords: dict[str, Run] = {}
    results: list[Type] = []
    indexed = False
    expected = tuple(filled(type_of(one), bindings) for one in method.lambdas) if method else ()
    for argument in named(node) if node is not None else []:
        value = named(argument)[-1]
        if value.type in LAMBDAS:
            code, count = lambda_code(value, expected, scope)
            # A lambda's type may tell the call's: `Select(x => x.Length)` is a sequence of int.
            results.append(code.type)
            indexed = indexed or count > len(expected)
        elif argument.children[0].type == "out":
            code = out_argument(
                value, filled(type_of(method.out), bindings) if method else ANY, scope
            )
        else:
            group = method_group(value, scope)
            code = scope.code(value) if group is None else group
            results.extend([group.type] if group is not None else [])
        name = argument.part("name")
        if name is None:
            positional.append(code.run)
        else:
            # `As<string>(preserveContent: true)` calls a Python function with `preserve_content`.
            keywords[UPPER.sub(r"_\1", text(name)).lower()] = code.run
    return Arguments(tuple(positional), keywords, tuple(results), indexed)


def method_group(node: Node, scope: Scope) -> Code | None:
    """Compiles a method given as a function, as in `Select(int.Parse)`."""
    if node.type != "member_access_expression":
        return None
    left, name = named(node)
    owner = type_named(left, scope)
    member = BY_NAME[owner.name].statics.get(text(name)) if owner is not None else None
    if not isinstance(member, Method):
        return None
    call = member.call
    return Code(lambda _: call, type_of(member.type))


def out_argument(node: Node, kind: Type, scope: Scope) -> Code:
    """Compiles `out x`, `out var x`: a function that stores what the method gives."""
    if node.type == "declaration_expression":
        declared, name = named(node)
        own = declared_type(declared, scope)
        return Code(writer(scope.declare(text(name), kind if own == ANY else own, node), scope))
    variable = scope.find(text(node))
    if variable is None:
        raise scope.refused(node, "is no declared variable", "declare it, or write out var x")
    return Code(writer(variable, scope))


def check_arity(
    node: Node, call: Callable[..., Value], given: Arguments, own: int, scope: Scope
) -> None:
    """Refuses a call with too few, too many or misnamed arguments."""
    try:
        _signature(call).bind(
            *range(own + len(given.positional)), **dict.fromkeys(given.keywords, 0)
        )
    except TypeError as error:
        taken = [name for name in _signature(call).parameters if name != "of"][own:]
        raise scope.refused(
            node, f"has wrong arguments ({error})", f"it takes ({', '.join(taken)})"
        ) from None


@cache
def _signature(call: Callable[..., Value]) -> inspect.Signature:
    signature = inspect.signature(call)
    # `of` is the type argument, which C# gives in angle brackets and not as an argument.
    rest = [one for name, one in signature.parameters.items() if name != "of"]
    return signature.replace(parameters=rest)


def check_generic(node: Node, method: Method, of: Type | None, scope: Scope) -> None:
    """Refuses a call without the type argument that tells what it returns."""
    own = inspect.signature(method.call).parameters.get("of")
    needed = own is not None and own.default is own.empty and "M" in method.type
    if of is None and needed:
        raise scope.refused(node, "needs a type argument", "write it as in As<string>()")


def bound_method(
    method: Method, given: Arguments, of: Type | None, element: Type = ANY
) -> Callable[..., Value]:
    """Binds the type argument of the method, if it takes one: that given, or the element type."""
    call = method.indexed if given.indexed and method.indexed else method.call
    if not method.generic:
        return call
    # Without one, `new List<int>().FirstOrDefault()` still knows by the element that it gives 0.
    return lambda *args, **keywords: call(*args, of=of or element, **keywords)


def call_member(
    call: Callable[..., Value], target: Run, given: Arguments, *, nullable: bool
) -> Run:
    """Compiles the call of a method of a value; one with few arguments is the fast one."""
    # Most calls have at most two arguments, and need no lists and no unpacking.
    by_count: dict[int, Callable[..., Run]] = {0: read_member, 1: _call_one, 2: _call_two}
    few = by_count.get(len(given.positional))
    if few is None or given.keywords or nullable:
        return _call_any(call, target, given, nullable=nullable)
    return few(call, target, *given.positional)


def static_call(call: Callable[..., Value], given: Arguments) -> Run:
    """Compiles the call of a static method or of a constructor."""
    args, keywords = given.positional, given.keywords
    if len(args) == 1 and not keywords:
        only = args[0]
        return lambda frame: call(only(frame))
    return lambda frame: call(
        *[arg(frame) for arg in args], **{name: arg(frame) for name, arg in keywords.items()}
    )


def dynamic_call(name: str, target: Run, given: Arguments, of: Type | None) -> Run:
    """Compiles a call whose method is found by the value when it runs."""

    def run(frame: Frame) -> Value:
        value = target(frame)
        if value is None:
            raise null_reference()
        member = method_of_value(value, name)
        if member is None:
            raise no_such(value, name)
        args = [arg(frame) for arg in given.positional]
        keywords = {key: arg(frame) for key, arg in given.keywords.items()}
        return bound_method(member, given, of)(value, *args, **keywords)

    return run


def no_such(value: Value, name: str) -> ClrError:
    """Returns the error for a member that the value turns out not to have."""
    own = type_of_value(value)
    return ClrError("RuntimeBinderException", f"'{own}' does not contain a definition for '{name}'")


def result_type(
    method: Method, bindings: dict[str, Type], given: Arguments, of: Type | None
) -> Type:
    """Returns the static type of the call."""
    results = dict(zip("RS", (*given.results, ANY, ANY), strict=False))
    return filled(type_of(method.type), {**bindings, **results, "M": of or ANY})


def read_member(call: Callable[..., Value], target: Run) -> Run:
    """Compiles reading a property, or a call without arguments; null throws."""

    def run(frame: Frame) -> Value:
        value = target(frame)
        if value is None:
            raise null_reference()
        return call(value)

    return run


def _call_one(call: Callable[..., Value], target: Run, first: Run) -> Run:
    def run(frame: Frame) -> Value:
        value = target(frame)
        if value is None:
            raise null_reference()
        return call(value, first(frame))

    return run


def _call_two(call: Callable[..., Value], target: Run, first: Run, second: Run) -> Run:
    def run(frame: Frame) -> Value:
        value = target(frame)
        if value is None:
            raise null_reference()
        return call(value, first(frame), second(frame))

    return run


def _call_any(call: Callable[..., Value], target: Run, given: Arguments, *, nullable: bool) -> Run:
    args, keywords = given.positional, given.keywords

    def run(frame: Frame) -> Value:
        value = target(frame)
        if value is None and not nullable:
            raise null_reference()
        return call(
            value,
            *[arg(frame) for arg in args],
            **{name: arg(frame) for name, arg in keywords.items()},
        )

    return run
