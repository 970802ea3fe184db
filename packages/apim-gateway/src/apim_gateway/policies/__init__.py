"""One module per policy; a new one is found by itself."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING

from apim_gateway.errors import GatewayError

if TYPE_CHECKING:
    from apim_gateway.compiling.policy import Policy

__all__ = ["POLICIES"]


def _discover() -> dict[str, Policy]:
    """Maps the element's name to its policy; the module is named after the element."""
    found = {}
    for module in pkgutil.iter_modules(__path__, f"{__name__}."):
        policy: Policy = import_module(module.name).POLICY
        if policy.name.replace("-", "_") != module.name.rpartition(".")[2]:
            raise GatewayError(f"{module.name} declares {policy.name!r}; name the two alike")
        found[policy.name] = policy
    return found


POLICIES = _discover()
