"""Runs the policies of the first `<when>` whose condition holds, else those of `<otherwise>`.

https://learn.microsoft.com/azure/api-management/choose-policy
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.compiling.condition import condition
from apim_gateway.compiling.policy import SECTIONS, Policy
from apim_gateway.compiling.steps import NOTHING
from apim_gateway.errors import LoadError

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange


def compile_choose(element: Element, compilation: Compilation) -> Step:
    """Compiles all branches; at least one `<when>` is needed."""
    element.only(children=("when", "otherwise"))
    whens = element.all("when")
    if not whens:
        raise LoadError(element.place, 'it has no <when>; add <when condition="@(…)">')
    branches = []
    for number, when in enumerate(whens, start=1):
        when.only(attributes=("condition",), children=_names(when))
        name = f"when[{number}]" if len(whens) > 1 else "when"
        holds = condition(when.required("condition"), when, compilation)
        branches.append((holds, compilation.steps(when.children, inside=name)))
    last = element.child("otherwise")
    otherwise = compilation.steps(last.children, inside="otherwise") if last else NOTHING

    # Not `async`: a branch that never waits, the usual one, is as cheap as if it stood outside.
    def choose(exchange: Exchange) -> Awaitable[None] | None:
        for holds, step in branches:
            if holds(exchange):
                return step(exchange)
        return otherwise(exchange)

    return choose


def _names(element: Element) -> tuple[str, ...]:
    return tuple(child.name for child in element.children)


POLICY = Policy(name="choose", sections=SECTIONS, compile=compile_choose)
