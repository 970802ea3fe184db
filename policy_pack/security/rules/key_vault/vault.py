"""Rules for Key Vault.

https://learn.microsoft.com/azure/key-vault/general/secure-key-vault
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...problem import Problem
from ...property_rule import TRUE, Demand, one_of, property_rule
from ...rule import Rule
from ..monitoring.diagnostics import SETTING, enabled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...resource import Resource, Stack

VAULT = "azure-native:keyvault:Vault"
AUDIT_LOGS = ("AuditEvent", "audit", "allLogs")


def _is_open(vault: Resource) -> bool:
    # Without a firewall there is nothing for its exceptions to except.
    return bool(vault.get("properties.networkAcls.defaultAction") != "Deny")


def _logs(vault: Resource, stack: Stack) -> Iterator[Problem]:
    settings = stack.linked(vault, "resourceUri", SETTING)
    given = [category for one in settings for category in enabled(one, "logs")]
    if not set(given) & set(AUDIT_LOGS):
        remedy = "send it to the workspace: it tells who read which secret"
        yield Problem("diagnosticSettings", given or None, f"one of {AUDIT_LOGS}", remedy)


RULES = (
    property_rule(
        id="Azure.KeyVault.RBAC",
        ref="AZR-000388",
        also=("CIS 3.3.6",),
        what="Roles open the vault, not access policies",
        applies_to=(VAULT,),
        path="properties.enableRbacAuthorization",
        demand=TRUE,
        remedy="set it and grant roles on the vault",
    ),
    property_rule(
        id="Azure.KeyVault.Firewall",
        ref="AZR-000355",
        what="The vault refuses networks that it doesn't know",
        applies_to=(VAULT,),
        path="properties.networkAcls.defaultAction",
        demand=one_of("Deny"),
        remedy="set it and list the subnets that read secrets",
    ),
    Rule(
        id="Azure.KeyVault.Logs",
        ref="AZR-000119",
        what="Who read which secret is logged",
        applies_to=(VAULT,),
        judge=_logs,
        alone=False,
    ),
    property_rule(
        id="Azure.KeyVault.SoftDelete",
        ref="AZR-000124",
        what="What is deleted can be brought back",
        applies_to=(VAULT,),
        path="properties.enableSoftDelete",
        demand=TRUE,
        remedy="set it",
        production=True,
    ),
    property_rule(
        id="Azure.KeyVault.PurgeProtect",
        ref="AZR-000125",
        also=("CIS 3.3.5",),
        what="Nobody can delete secrets for good before their time is over",
        applies_to=(VAULT,),
        path="properties.enablePurgeProtection",
        demand=TRUE,
        remedy="set it",
        production=True,
    ),
    property_rule(
        id="Gatehouse.KeyVault.PurgeProtection",
        source="https://learn.microsoft.com/azure/templates/microsoft.keyvault/vaults",
        what="Purge protection is switched on or not mentioned: Azure refuses a False",
        applies_to=(VAULT,),
        path="properties.enablePurgeProtection",
        demand=Demand("True or nothing", lambda given: given is not False),
        remedy="leave it out",
    ),
    property_rule(
        id="CIS.3.3.7",
        also=("CKV_AZURE_189",),
        source="https://learn.microsoft.com/azure/key-vault/general/private-link-service",
        what="The vault is reached through private endpoints, and by Azure's trusted services",
        applies_to=(VAULT,),
        path="properties.publicNetworkAccess",
        demand=Demand("Disabled", lambda access: str(access).lower() == "disabled"),
        remedy="close it, and declare a network.PrivateEndpoint for who uses it",
        production=True,
    ),
    property_rule(
        id="Gatehouse.KeyVault.TrustedServices",
        source="https://learn.microsoft.com/azure/api-management/api-management-howto-properties",
        what="The vault's firewall lets API Management read the values that it names",
        applies_to=(VAULT,),
        path="properties.networkAcls.bypass",
        demand=one_of("AzureServices"),
        remedy="set it: the gateway has no network that could be listed",
        unless=_is_open,
    ),
)
