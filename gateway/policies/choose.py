"""Runs the policies of the first condition that holds.

https://learn.microsoft.com/azure/api-management/choose-policy
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway.condition import condition
from gateway.errors import LoadError
from gateway.policy import SECTIONS, Policy
from gateway.sequence import NOTHING

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from gateway.element import Element
    from gateway.exchange import Exchange
    from gateway.policy import Step
    from gateway.scope import Loading


def compile_choose(element: Element, loading: Loading) -> Step:
    """Compiles all branches; at least one `<when>` is needed."""
    element.only(children=("when", "otherwise"))
    whens = element.all("when")
    if not whens:
        raise LoadError(element.place, 'it has no <when>; add <when condition="@(…)">')
    branches = []
    for number, when in enumerate(whens, start=1):
        when.only(attributes=("condition",), children=_names(when))
        name = f"when[{number}]" if len(whens) > 1 else "when"
        holds = condition(when.required("condition"), when, loading)
        branches.append((holds, loading.steps(when.children, inside=name)))
    last = element.child("otherwise")
    otherwise = loading.steps(last.children, inside="otherwise") if last else NOTHING

    def choose(exchange: Exchange) -> Awaitable[None] | None:
        for holds, step in branches:
            if holds(exchange):
                return step(exchange)
        return otherwise(exchange)

    return choose


def _names(element: Element) -> tuple[str, ...]:
    return tuple(child.name for child in element.children)


POLICY = Policy(name="choose", sections=SECTIONS, compile=compile_choose)
