"""The record that each policy file declares, with the places where Azure allows the policy.

A policy is a module in `apim_gateway/policies/`, named after its element. It ends up as a closure:
the XML is read once, at load; a request only calls functions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apim_gateway.errors import LoadError
from apim_gateway.service.model import CONSUMPTION

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element

INBOUND, BACKEND, OUTBOUND, ON_ERROR = "inbound", "backend", "outbound", "on-error"
SECTIONS = (INBOUND, BACKEND, OUTBOUND, ON_ERROR)

Compile = Callable[["Element", "Compilation"], "Step"]
"""Reads one element at load and returns its step; raises LoadError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A policy: its name, the sections, scopes and tiers that have it, and its compile function.

    `sections` and `scopes` are as on the policy's reference page; `consumption` and `v2` tell
    whether those tiers have it. `preflight` is compiled from the same element, by a policy that
    answers a browser's OPTIONS request before a subscription key is asked for.
    """

    name: str
    sections: tuple[str, ...]
    compile: Compile
    scopes: tuple[str, ...] = ("global", "product", "api", "operation")
    consumption: bool = True
    v2: bool = True
    preflight: Compile | None = None

    def check(self, element: Element, compilation: Compilation) -> None:
        """Raises LoadError where Azure doesn't allow the policy in this section, scope or tier."""
        _allow(element, "section", compilation.section, self.sections)
        _allow(element, "scope", compilation.scope, self.scopes)
        tier = compilation.tier
        if not (self.consumption if tier == CONSUMPTION else self.v2 or "V2" not in tier):
            raise LoadError(
                element.place, f"policy is not allowed in {tier!r} sku; take another policy or tier"
            )


def _allow(element: Element, kind: str, given: str, allowed: tuple[str, ...]) -> None:
    if given not in allowed:
        raise LoadError(
            element.place,
            f"policy is not allowed in the {kind} {given!r}; allowed: {', '.join(allowed)}",
        )
