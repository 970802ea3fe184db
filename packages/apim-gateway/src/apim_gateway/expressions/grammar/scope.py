"""Names in scope while an expression is compiled, and the frames they live in when it runs.

A frame is a list: the exchange, the enclosing function's frame, the budget, then the variables.
Each lambda call makes one, so lambdas capture variables as C# does. While `@{ var n = 2; return
new[] { 1 }.Select(i => i + n); }` runs, the expression's frame is `[exchange, None, budget, 2]`;
the lambda's is `[exchange, that frame, budget, 1]`, where `n` is one frame out at place 3.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from apim_gateway.expressions.checked.static_types import ANY, Type, nullable
from apim_gateway.expressions.grammar.nodes import refused
from apim_gateway.expressions.semantics.value import Value

if TYPE_CHECKING:
    from apim_gateway.errors import LoadError, Place
    from apim_gateway.expressions.grammar.nodes import Node

Frame: TypeAlias = list[Value]
Run: TypeAlias = Callable[[Frame], Value]

SKIPPED = object()
"""The value of a chain such as `a?.b.c` whose `a` is null, until the chain ends."""

EXCHANGE, PARENT, BUDGET, FIRST = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Code:
    """A compiled expression: the closure that computes it, and its static type."""

    run: Run
    type: Type = ANY
    chained: bool = False
    """It may be SKIPPED: a `?.` to its left found null."""


@dataclass(frozen=True, slots=True)
class Step:
    """A compiled statement: the closure that runs it, and whether anything after it can run.

    `run` returns None to go on, BREAK or CONTINUE, or a tuple that holds the returned value.
    `ends` tells that nothing after it can run.
    """

    run: Run
    ends: bool = False


@dataclass(slots=True)
class Function:
    """The variables that share a frame: those of the expression, a lambda or a local function."""

    outer: Function | None = None
    size: int = FIRST
    spends: bool = False
    """It has loops or lambdas, which the budget limits."""

    def take(self) -> int:
        """Returns a new variable's place in the frame."""
        self.size += 1
        return self.size - 1


@dataclass(frozen=True, slots=True)
class Variable:
    """A local variable, or a local function with its parameters' types."""

    slot: int
    function: Function
    type: Type


@dataclass(slots=True)
class Scope:
    """A block: the names declared in it, and everything a handler needs to go on."""

    place: Place
    handlers: dict[str, Callable[[Node, Scope], Code]]
    statements: dict[str, Callable[[Node, Scope], Step]]
    function: Function = field(default_factory=Function)
    outer: Scope | None = None
    names: dict[str, Variable] = field(default_factory=dict)
    checked: bool = False

    def inner(self, function: Function | None = None) -> Scope:
        """Opens a block within this one, in a frame of its own if a function is given."""
        return Scope(
            place=self.place,
            handlers=self.handlers,
            statements=self.statements,
            function=function or self.function,
            outer=self,
            checked=self.checked,
        )

    def code(self, node: Node) -> Code:
        """Compiles an expression."""
        link = self.link(node)
        # Whoever asks for code, not for a link, doesn't go on with the chain: it ends here.
        return _ended(link) if link.chained else link

    def link(self, node: Node) -> Code:
        """Compiles an expression that a member access may follow."""
        handler = self.handlers.get(node.type)
        if handler is None:
            problem = f"is C# that expressions here don't support ({node.type})"
            raise self.refused(node, problem, "write it with plainer C#")
        return handler(node, self)

    def step(self, node: Node) -> Step:
        """Compiles a statement."""
        handler = self.statements.get(node.type)
        if handler is None:
            problem = f"is a statement that expressions here don't support ({node.type})"
            raise self.refused(node, problem, f"allowed are {', '.join(sorted(self.statements))}")
        return handler(node, self)

    def declare(self, name: str, kind: Type, node: Node) -> Variable:
        """Adds a variable to the block."""
        # C# lets no block declare again what one around it has; a frame could hold both.
        if name == "context" or self.find(name) is not None:
            raise self.refused(node, f"declares '{name}' again", "choose another name")
        variable = Variable(self.function.take(), self.function, kind)
        self.names[name] = variable
        return variable

    def limit(self) -> None:
        """Notes that the expression has something that could run on: it gets a budget."""
        function = self.function
        # There is one budget for the whole expression, whichever function spends from it.
        while function.outer is not None:
            function = function.outer
        function.spends = True

    def hidden(self, kind: Type) -> Variable:
        """Adds a variable without a name, for a value that is computed once and read again."""
        return Variable(self.function.take(), self.function, kind)

    def find(self, name: str) -> Variable | None:
        """Looks a name up, from the inside out."""
        block: Scope | None = self
        while block is not None:
            if name in block.names:
                return block.names[name]
            block = block.outer
        return None

    def depth(self, variable: Variable) -> int:
        """Returns how many frames out the variable lives.

        In `x => y => x + y`, `y` is 0 frames out where they are added, and `x` is 1.
        """
        depth, function = 0, self.function
        while function is not variable.function and function.outer is not None:
            depth, function = depth + 1, function.outer
        return depth

    def refused(self, node: Node, problem: str, remedy: str) -> LoadError:
        """Returns the LoadError that refuses the node."""
        return refused(node, self.place, problem, remedy)


def _ended(link: Code) -> Code:
    """Ends a `?.` chain: what was skipped is null."""
    run = link.run

    def ended(frame: Frame) -> Value:
        value = run(frame)
        return None if value is SKIPPED else value

    return Code(ended, nullable(link.type))
