"""The policies, one module each; a new module is found without being listed."""

from __future__ import annotations

import pkgutil
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING

from apim_gateway.errors import GatewayError, LoadError

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.policy import Policy
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element

__all__ = ["POLICIES", "compile_policy"]


def _discover() -> dict[str, Policy]:
    """Maps the element's name to its policy; the module is named after the element."""
    found = {}
    for module in pkgutil.iter_modules(__path__, f"{__name__}."):
        policy: Policy = import_module(module.name).POLICY
        # A reader of `<set-header>` looks for set_header.py, and so does docs/policies.md.
        if policy.name.replace("-", "_") != module.name.rpartition(".")[2]:
            raise GatewayError(f"{module.name} declares {policy.name!r}; name the two alike")
        found[policy.name] = policy
    return found


POLICIES = _discover()


def compile_policy(element: Element, compilation: Compilation) -> Step:
    """Compiles one element; raises LoadError for a policy that is unknown or not allowed here."""
    policy = POLICIES.get(element.name)
    if policy is None:
        close = get_close_matches(element.name, POLICIES, 1)
        meant = f", {close[0]} perhaps" if close else ""
        known = ", ".join(sorted(POLICIES))
        raise LoadError(element.place, f"this policy is not known{meant}; known: {known}")
    policy.check(element, compilation)
    return policy.compile(element, compilation)
