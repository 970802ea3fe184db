"""The rule that resources have tags.

https://azure.github.io/PSRule.Rules.Azure/en/rules/Azure.Resource.UseTags/
"""

from __future__ import annotations

from ...property_rule import Demand, property_rule
from ..api_management.service import SERVICE
from ..app_service.scale import PLAN
from ..app_service.site import SITE
from ..key_vault.vault import VAULT
from ..monitoring.telemetry import INSIGHTS, WORKSPACE
from ..network.security_group import GROUP
from ..network.virtual_network import NETWORK
from ..postgresql.server import SERVER
from ..storage import ACCOUNT

RESOURCE_GROUP = "azure-native:resources:ResourceGroup"
TAGGED = (
    RESOURCE_GROUP,
    SERVICE,
    VAULT,
    INSIGHTS,
    WORKSPACE,
    NETWORK,
    GROUP,
    SERVER,
    ACCOUNT,
    SITE,
    *PLAN,
)

RULES = (
    property_rule(
        id="Azure.Resource.UseTags",
        ref="AZR-000166",
        what="Resources have tags",
        applies_to=TAGGED,
        path="tags",
        demand=Demand("one tag or more", bool),
        remedy="say whose it is and what for",
    ),
)
