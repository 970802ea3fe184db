"""Lists the policies as Markdown: docs/policies.md is generated from this."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from apim_gateway.policies import POLICIES

if TYPE_CHECKING:
    from apim_gateway.compiling.policy import Policy

TITLE = "# Policies that the gateway runs"
HEAD = "| Policy | Sections | Scopes | Consumption | v2 |\n|---|---|---|---|---|"
NOTE = (
    "Made by `apim-gateway policies`. A document with any other policy, or with one of these\n"
    "where Azure does not allow it, is refused before the gateway listens."
)


def policy_table() -> str:
    """Returns the page, in Markdown."""
    rows = "\n".join(_row(policy) for _, policy in sorted(POLICIES.items()))
    return f"{TITLE}\n\n{NOTE}\n\n{HEAD}\n{rows}\n"


def _row(policy: Policy) -> str:
    cells = (
        f"[{policy.name}]({_url(policy)})",
        ", ".join(policy.sections),
        ", ".join(policy.scopes),
        "yes" if policy.consumption else "no",
        "yes" if policy.v2 else "no",
    )
    return f"| {' | '.join(cells)} |"


def _url(policy: Policy) -> str:
    """Returns the reference page, which every policy's module docstring names."""
    module = import_module(f"apim_gateway.policies.{policy.name.replace('-', '_')}")
    return next(word for word in (module.__doc__ or "").split() if word.startswith("https://"))
