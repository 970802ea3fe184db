"""Rules for storage accounts.

https://learn.microsoft.com/azure/storage/blobs/security-recommendations
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..problem import Problem
from ..property_rule import FALSE, TRUE, Demand, one_of, property_rule
from ..rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..resource import Resource, Stack

ACCOUNT = "azure-native:storage:StorageAccount"
CONTAINER = "azure-native:storage:BlobContainer"
BLOB_SERVICE = "azure-native:storage:BlobServiceProperties"
SECOND_REGION = ("Standard_GRS", "Standard_RAGRS", "Standard_GZRS", "Standard_RAGZRS")


def _is_host_storage(account: Resource) -> bool:
    # PSRule knows by this tag what can be made anew and needs no second copy.
    return bool(account.get("tags.resource-usage") == "azure-functions")


def _is_open(account: Resource) -> bool:
    return bool(account.get("networkRuleSet.defaultAction") != "Deny")


def _has_no_keys(account: Resource) -> bool:
    # Only an account key signs addresses that are good for ever.
    return account.get("allowSharedKeyAccess") is False


def _soft_delete(account: Resource, stack: Stack) -> Iterator[Problem]:
    services = list(stack.linked(account, "accountName", BLOB_SERVICE))
    for part in ("deleteRetentionPolicy", "containerDeleteRetentionPolicy"):
        if not any(one.get(f"{part}.enabled") is True for one in services):
            remedy = "declare storage.BlobServiceProperties with it for the account"
            yield Problem(f"blobServices.{part}", None, "enabled", remedy)


RULES = (
    property_rule(
        id="Azure.Storage.SecureTransfer",
        ref="AZR-000196",
        also=("CIS 4.1",),
        what="Plain HTTP is refused",
        applies_to=(ACCOUNT,),
        path="enableHttpsTrafficOnly",
        demand=TRUE,
        remedy="set it",
    ),
    property_rule(
        id="Azure.Storage.MinTLS",
        ref="AZR-000200",
        also=("CIS 4.15",),
        what="TLS older than 1.2 is refused",
        applies_to=(ACCOUNT,),
        path="minimumTlsVersion",
        demand=one_of("TLS1_2", "TLS1_3"),
        remedy="raise it",
    ),
    property_rule(
        id="Azure.Storage.BlobPublicAccess",
        ref="AZR-000198",
        also=("CIS 4.17",),
        what="No container can be opened to the public",
        applies_to=(ACCOUNT,),
        path="allowBlobPublicAccess",
        demand=FALSE,
        remedy="set it",
    ),
    property_rule(
        id="Azure.Storage.BlobAccessType",
        ref="AZR-000199",
        what="No container is open to the public",
        applies_to=(CONTAINER,),
        path="publicAccess",
        demand=Demand("None", lambda access: access in {"None", None}),
        remedy="close it",
    ),
    property_rule(
        id="Azure.Storage.Firewall",
        ref="AZR-000202",
        also=("CIS 4.7",),
        what="The account refuses networks that it doesn't know",
        applies_to=(ACCOUNT,),
        path="networkRuleSet.defaultAction",
        demand=one_of("Deny"),
        remedy="set it and list the subnets that use the account",
    ),
    property_rule(
        id="Azure.Storage.LocalAuth",
        what="The account has no keys",
        applies_to=(ACCOUNT,),
        path="allowSharedKeyAccess",
        demand=FALSE,
        remedy="set it and grant roles on the account",
    ),
    Rule(
        id="Azure.Storage.SoftDelete",
        ref="AZR-000197",
        also=("AZR-000289", "CIS 4.10"),
        what="Deleted blobs and containers can be brought back",
        applies_to=(ACCOUNT,),
        judge=_soft_delete,
        alone=False,
        production=True,
    ),
    property_rule(
        id="Azure.Storage.UseReplication",
        ref="AZR-000195",
        what="Blobs are kept in a second region, too",
        applies_to=(ACCOUNT,),
        path="sku.name",
        demand=one_of(*SECOND_REGION),
        remedy="choose one of them",
        production=True,
        unless=_is_host_storage,
    ),
    property_rule(
        id="CKV2_AZURE_41",
        source="https://learn.microsoft.com/azure/storage/common/sas-expiration-policy",
        what="Signed addresses are good for a limited time",
        applies_to=(ACCOUNT,),
        path="sasPolicy.sasExpirationPeriod",
        demand=Demand("a period such as 1.00:00:00", bool),
        remedy="set it, or let the account have no keys to sign with",
        unless=_has_no_keys,
    ),
    property_rule(
        id="Gatehouse.Storage.CrossTenant",
        source="https://learn.microsoft.com/azure/storage/blobs/object-replication-prevent-cross-tenant-policies",
        what="Blobs aren't replicated into another tenant",
        applies_to=(ACCOUNT,),
        path="allowCrossTenantReplication",
        demand=FALSE,
        remedy="set it",
    ),
    property_rule(
        id="CIS.4.6",
        source="https://learn.microsoft.com/azure/storage/common/storage-private-endpoints",
        what="The account is reached through private endpoints alone",
        applies_to=(ACCOUNT,),
        path="publicNetworkAccess",
        demand=one_of("Disabled"),
        remedy="close it, and declare a network.PrivateEndpoint for who uses it",
        production=True,
    ),
    property_rule(
        id="CIS.4.8",
        source="https://learn.microsoft.com/azure/storage/common/storage-network-security-trusted-azure-services",
        what="A firewall lets Azure's trusted services in",
        applies_to=(ACCOUNT,),
        path="networkRuleSet.bypass",
        demand=Demand("AzureServices", lambda bypass: "AzureServices" in str(bypass)),
        remedy="set it, or metrics and backups stay away",
        unless=_is_open,
    ),
)
