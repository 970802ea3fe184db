"""Compiles statements: blocks, declarations, `if`, `return`, `throw`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.static_types import ANY, VOID, Type
from apim_gateway.expressions.dotnet.system.conversion import default_of
from apim_gateway.expressions.grammar.conversions import as_number, code_as
from apim_gateway.expressions.grammar.lambdas import function_maker, parameters, returned
from apim_gateway.expressions.grammar.nodes import named, text
from apim_gateway.expressions.grammar.operators import truth
from apim_gateway.expressions.grammar.scope import Code, Function, Step
from apim_gateway.expressions.grammar.type_names import declared_type
from apim_gateway.expressions.semantics.clr_error import ClrError, null_reference

if TYPE_CHECKING:
    from apim_gateway.expressions.grammar.nodes import Node
    from apim_gateway.expressions.grammar.scope import Frame, Run, Scope
    from apim_gateway.expressions.semantics.value import Value

EFFECTS = (
    "assignment_expression",
    "conditional_access_expression",
    "invocation_expression",
    "object_creation_expression",
    "postfix_unary_expression",
    "prefix_unary_expression",
)
"""Only these may stand alone."""


def run_block(node: Node, scope: Scope) -> Step:
    """Compiles `{ … }`."""
    return in_order(named(node), scope.inner())


def in_order(nodes: list[Node], scope: Scope) -> Step:
    """Compiles statements of one block.

    Local functions see all of the block's variables, and may be called before they are declared:
    they are compiled last and made first.
    """
    functions = [node for node in nodes if node.type == "local_function_statement"]
    for node in functions:
        _announce(node, scope)
    others = [scope.step(node) for node in nodes if node not in functions]
    steps = [*[scope.step(node) for node in functions], *others]
    runs = tuple(step.run for step in steps)
    # Most blocks hold one statement; it needs no loop around it.
    if len(runs) == 1:
        return steps[0]

    def run(frame: Frame) -> Value:
        for statement in runs:
            done = statement(frame)
            if done is not None:
                return done
        return None

    return Step(run, ends=any(step.ends for step in steps))


def run_empty_statement(_node: Node, _scope: Scope) -> Step:
    """Compiles `;`."""
    return Step(lambda _: None)


def run_local_declaration_statement(node: Node, scope: Scope) -> Step:
    """Compiles `var x = …;`, `string a, b = "";`."""
    if node.children[0].type == "using":
        raise scope.refused(node, "is newer than C# 7", "write using (var …) { … }")
    return run_variable_declaration(named(node)[-1], scope)


def run_variable_declaration(node: Node, scope: Scope) -> Step:
    """Compiles the declaration itself, which `for` and `using` have too."""
    kind, *declarators = named(node)
    stores = tuple(_declared(one, kind, scope) for one in declarators)

    def run(frame: Frame) -> None:
        for store in stores:
            store(frame)

    return Step(run)


def run_expression_statement(node: Node, scope: Scope) -> Step:
    """Compiles `x = 1;`, `list.Add(x);`."""
    expression = named(node)[0]
    if expression.type not in EFFECTS:
        raise scope.refused(node, "does nothing", "assign it, return it, or leave it out")
    effect = scope.code(expression).run

    # Its value is dropped: what a statement's closure returns says how the block goes on.
    def run(frame: Frame) -> None:
        effect(frame)

    return Step(run)


def run_return_statement(node: Node, scope: Scope) -> Step:
    """Compiles `return x;`."""
    children = named(node)
    if not children:
        # A tuple, for None alone would mean that the block goes on.
        return Step(lambda _: (None,), ends=True)
    value = code_as(children[0], ANY, scope).run
    return Step(lambda frame: (value(frame),), ends=True)


def run_if_statement(node: Node, scope: Scope) -> Step:
    """Compiles `if (a) … else …`; what the condition declares lives on behind it."""
    condition, *branches = named(node)
    test = truth(condition, scope)
    # The condition was compiled in this scope, not in the branches': after
    # `if (!int.TryParse(text, out var n)) { return 0; }` the variable `n` is there.
    yes = scope.inner().step(branches[0])
    no = scope.inner().step(branches[1]) if len(branches) > 1 else Step(lambda _: None)
    first, second = yes.run, no.run
    return Step(
        lambda frame: first(frame) if test(frame) else second(frame), ends=yes.ends and no.ends
    )


def run_throw_statement(node: Node, scope: Scope) -> Step:
    """Compiles `throw new Exception("…");`, and `throw;` within a catch."""
    children = named(node)
    if children:
        source = scope.code(children[0]).run
    else:
        variable = scope.find("catch")
        if variable is None:
            raise scope.refused(node, "is not within a catch", "write throw new Exception(…)")
        slot = variable.slot
        source = lambda frame: frame[slot]  # noqa: E731 - the other branch's is a closure too

    def run(frame: Frame) -> None:
        error = source(frame)
        raise error if isinstance(error, ClrError) else null_reference()

    return Step(run, ends=True)


def run_local_function_statement(node: Node, scope: Scope) -> Step:
    """Compiles `int twice(int x) { … }`, `int twice(int x) => …;`."""
    variable = scope.names[text(_field(node, "name"))]
    body, inner = _field(node, "body"), scope.inner(Function(scope.function))
    names = parameters([_field(node, "parameters")])
    for name, kind in names:
        inner.declare(text(name), ANY if kind is None else declared_type(kind, scope), name)
    block = body.type == "block"
    run = returned(inner.step(body).run) if block else inner.code(named(body)[0]).run
    result = as_number(Code(run), variable.type.args[-1])
    make, slot = function_maker(result.run, inner, len(names)), variable.slot

    def store(frame: Frame) -> None:
        frame[slot] = make(frame)

    return Step(store)


def _announce(node: Node, scope: Scope) -> None:
    kind = _field(node, "type")
    result = VOID if text(kind) == "void" else declared_type(kind, scope)
    taken = [
        ANY if own is None else declared_type(own, scope)
        for _, own in parameters([_field(node, "parameters")])
    ]
    scope.declare(text(_field(node, "name")), Type("Func", (*taken, result)), node)


def _declared(declarator: Node, kind: Node, scope: Scope) -> Run:
    name, *given = named(declarator)
    if name.type == "tuple_pattern":
        raise scope.refused(declarator, "takes a tuple apart", "declare the variables one by one")
    wanted = declared_type(kind, scope)
    if not given:
        if kind.type == "implicit_type":
            raise scope.refused(declarator, "has no type", "give var a value")
        slot, zero = scope.declare(text(name), wanted, name).slot, default_of(wanted)
        return lambda frame: frame.__setitem__(slot, zero)
    code = code_as(given[0], wanted, scope)
    inferred = code.type if kind.type == "implicit_type" else wanted
    slot, value = scope.declare(text(name), inferred, name).slot, code.run

    def store(frame: Frame) -> None:
        frame[slot] = value(frame)

    return store


def _field(node: Node, name: str) -> Node:
    found = node.part(name)
    return node if found is None else found
