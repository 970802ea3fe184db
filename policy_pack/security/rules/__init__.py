"""All rules, in the order in which they are reported.

A new rule goes into the RULES of its service's file; a new file is named here. Rules import the
nouns of the folder above, and types of a room below their own (tests/policy_pack/test_floors.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import storage
from .api_management import access, policy, service, tier
from .app_service import function_app, outbound_routing, scale, site
from .authorization import grants, roles
from .key_vault import secret, secret_text, vault
from .monitoring import diagnostics, telemetry
from .network import private_endpoint, security_group, virtual_network
from .postgresql import server, server_parameter
from .resource_manager import order, tags

if TYPE_CHECKING:
    from ..rule import Rule

RULES: tuple[Rule, ...] = (
    *service.RULES,
    *tier.RULES,
    *access.RULES,
    *policy.RULES,
    *site.RULES,
    *scale.RULES,
    *function_app.RULES,
    *outbound_routing.RULES,
    *server.RULES,
    *server_parameter.RULES,
    *vault.RULES,
    *storage.RULES,
    *virtual_network.RULES,
    *security_group.RULES,
    *roles.RULES,
    *grants.RULES,
    *order.RULES,
    *private_endpoint.RULES,
    *secret_text.RULES,
    *secret.RULES,
    *diagnostics.RULES,
    *telemetry.RULES,
    *tags.RULES,
)


def rules_for(*, production: bool) -> tuple[Rule, ...]:
    """Returns the rules that a stack has to obey."""
    return tuple(rule for rule in RULES if production or not rule.production)
