"""Compiles chains of members, of which a question mark may skip the rest: `a?.b.c`.

In `a?.b.c`, null in `a` skips `.b` and `.c`: all of it is null. In `(a?.b).c` it skips `.b` alone,
and `.c` of null throws. So a closure of the chain may return SKIPPED instead of a value, which the
next link passes on unread; the parentheses, or whatever else ends the chain (`scope.code`), turn
it into null. A null in `b` is not SKIPPED, and `.c` of it throws as C# does.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.static_types import OBJECT, Type, bare
from apim_gateway.expressions.grammar.names import reader
from apim_gateway.expressions.grammar.nodes import text
from apim_gateway.expressions.grammar.scope import SKIPPED, Code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from apim_gateway.errors import LoadError
    from apim_gateway.expressions.grammar.nodes import Node
    from apim_gateway.expressions.grammar.scope import Frame, Scope
    from apim_gateway.expressions.semantics.value import Value


def conditional(left: Node, scope: Scope, build: Callable[[Code], Code]) -> Code:
    """Compiles what follows `a?`: null, and so is the rest of the chain, when `a` is null."""
    target = scope.link(left)
    kept = scope.hidden(bare(target.type))
    rest = build(Code(reader(kept, scope), kept.type))
    first, then, slot = target.run, rest.run, kept.slot

    def run(frame: Frame) -> Value:
        value = first(frame)
        # SKIPPED comes from a question mark further left, as in `a?.b?.c`: this one is skipped too.
        if value is None or value is SKIPPED:
            return SKIPPED
        frame[slot] = value
        return then(frame)

    return Code(run, rest.type, chained=True)


def linked(target: Code, scope: Scope, build: Callable[[Code], Code]) -> Code:
    """Compiles the next link of a chain; it is skipped when the target was.

    `build` makes the link from code that reads its target out of the frame, where `run` puts it:
    so the target is computed once, though it is both tested and used.
    """
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


def unknown(name: Node, owner: Type, known: Iterable[str], scope: Scope) -> LoadError:
    """Returns the error for a member that the type doesn't have."""
    names = sorted(known)
    wanted = text(name).partition("<")[0]
    if wanted in names:
        problem, remedy = (
            "is used as if it were something else",
            "a method is called, a property not",
        )
        raise scope.refused(name, f"{problem} on {owner}", remedy)
    close = get_close_matches(wanted, names, n=1)
    hint = f"did you mean {close[0]}? " if close else ""
    if owner == OBJECT:
        hint = "cast it first, as in ((string)…); "
    return scope.refused(
        name, f"is not known on {owner}", f"{hint}{owner} has {', '.join(names) or 'no members'}"
    )
