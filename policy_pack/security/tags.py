"""The rule that resources say whose they are.

https://azure.github.io/PSRule.Rules.Azure/en/rules/Azure.Resource.UseTags/
"""

from __future__ import annotations

from .api_management import SERVICE
from .app_service import SITE
from .app_service_scale import PLAN
from .key_vault import VAULT
from .monitoring import INSIGHTS, WORKSPACE
from .network import NETWORK
from .postgresql import SERVER
from .property_rule import Demand, property_rule
from .security_group import GROUP
from .storage import ACCOUNT

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
