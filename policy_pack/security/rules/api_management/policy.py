"""Rules for the policy documents of API Management.

https://learn.microsoft.com/azure/api-management/api-management-howto-policies
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...problem import Problem
from ...rule import Rule
from .policy_text import elements, holds, markup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...resource import Resource, Stack

GLOBAL = "azure-native:apimanagement:Policy"
BELOW = (
    "azure-native:apimanagement:ProductPolicy",
    "azure-native:apimanagement:ApiPolicy",
    "azure-native:apimanagement:ApiOperationPolicy",
)
FRAGMENT = "azure-native:apimanagement:PolicyFragment"
SECTIONS = ("inbound", "backend", "outbound", "on-error")
CORS_PARTS = ("origin", "method", "header")
ANYBODY = "*"


def _cors(policy: Resource, _stack: Stack) -> Iterator[Problem]:
    for cors in elements(_markup(policy), "cors"):
        for part in CORS_PARTS:
            if ANYBODY in (one.strip() for one in elements(cors, part)):
                remedy = "list the ones that your pages need"
                yield Problem(f"cors.{part}", ANYBODY, f"each {part} by its name", remedy)


def _base(policy: Resource, _stack: Stack) -> Iterator[Problem]:
    text = _markup(policy)
    for section in SECTIONS:
        if not any(holds(one, "base") for one in elements(text, section)):
            remedy = "add it, or what wider scopes demand is skipped"
            yield Problem(f"{section}.base", None, "<base /> in every section", remedy)


def _markup(policy: Resource) -> str:
    return markup(str(policy.get("value") or ""))


RULES = (
    Rule(
        id="Azure.APIM.CORSPolicy",
        ref="AZR-000365",
        what="No cors policy allows any origin, method or header",
        applies_to=(GLOBAL, *BELOW, FRAGMENT),
        judge=_cors,
    ),
    Rule(
        id="Azure.APIM.PolicyBase",
        ref="AZR-000371",
        what="All four sections of a policy below the global one inherit by `<base />`",
        applies_to=BELOW,
        judge=_base,
    ),
)
