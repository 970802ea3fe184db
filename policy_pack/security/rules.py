"""All rules, in the order in which they are reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import (
    api_management,
    api_management_tier,
    app_service,
    app_service_scale,
    diagnostics,
    function_app,
    gateway_access,
    gateway_policy,
    grants,
    key_vault,
    monitoring,
    network,
    order,
    outbound_routing,
    postgresql,
    private_endpoint,
    roles,
    secret_text,
    security_group,
    server_parameter,
    storage,
    tags,
    vault_secret,
)

if TYPE_CHECKING:
    from .rule import Rule

RULES: tuple[Rule, ...] = (
    *api_management.RULES,
    *api_management_tier.RULES,
    *gateway_access.RULES,
    *gateway_policy.RULES,
    *app_service.RULES,
    *app_service_scale.RULES,
    *function_app.RULES,
    *outbound_routing.RULES,
    *postgresql.RULES,
    *server_parameter.RULES,
    *key_vault.RULES,
    *storage.RULES,
    *network.RULES,
    *security_group.RULES,
    *roles.RULES,
    *grants.RULES,
    *order.RULES,
    *private_endpoint.RULES,
    *secret_text.RULES,
    *vault_secret.RULES,
    *diagnostics.RULES,
    *monitoring.RULES,
    *tags.RULES,
)


def rules_for(*, production: bool) -> tuple[Rule, ...]:
    """Returns the rules that a stack has to obey."""
    return tuple(rule for rule in RULES if production or not rule.production)
