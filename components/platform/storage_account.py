"""A storage account as every store of the program has it.

https://learn.microsoft.com/azure/storage/blobs/security-recommendations
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_azure_native import storage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi import Input, ResourceOptions

LONGEST_SIGNATURE = "00.02:00:00"
"""Days, hours, minutes and seconds; addresses that are signed for longer come into the log.

https://learn.microsoft.com/azure/storage/common/sas-expiration-policy
"""


def storage_account(
    name: str,
    *,
    resource_group_name: Input[str],
    shared_key: bool,
    zone_redundant: bool,
    public: bool,
    opts: ResourceOptions,
    tags: Mapping[str, str] | None = None,
) -> storage.StorageAccount:
    """Declares an account that takes TLS 1.2 and newer only and opens nothing to the public.

    With `shared_key` its key opens it, too; roles do in any case. `zone_redundant` keeps
    its blobs in three availability zones instead of one, which Azure doesn't change by an update.
    `public` opens it to every network; else it is reached through private endpoints alone.
    """
    return storage.StorageAccount(
        name,
        resource_group_name=resource_group_name,
        kind=storage.Kind.STORAGE_V2,
        sku=storage.SkuArgs(
            name=storage.SkuName.STANDARD_ZRS if zone_redundant else storage.SkuName.STANDARD_LRS
        ),
        allow_blob_public_access=False,
        allow_cross_tenant_replication=False,
        allow_shared_key_access=shared_key,
        enable_https_traffic_only=True,
        public_network_access=None if public else storage.PublicNetworkAccess.DISABLED,
        network_rule_set=None if public else _nobody(),
        minimum_tls_version=storage.MinimumTlsVersion.TLS1_2,
        sas_policy=storage.SasPolicyArgs(
            sas_expiration_period=LONGEST_SIGNATURE,
            expiration_action=storage.ExpirationAction.LOG,
        ),
        tags=tags,
        opts=opts,
    )


def _nobody() -> storage.NetworkRuleSetArgs:
    return storage.NetworkRuleSetArgs(
        default_action=storage.DefaultAction.DENY, bypass=storage.Bypass.AZURE_SERVICES
    )


def private_container(
    name: str,
    account: storage.StorageAccount,
    resource_group_name: Input[str],
    opts: ResourceOptions,
) -> storage.BlobContainer:
    """Declares a container of the account that nobody reads without a key or a role."""
    return storage.BlobContainer(
        name,
        container_name=name,
        account_name=account.name,
        resource_group_name=resource_group_name,
        public_access=storage.PublicAccess.NONE,
        opts=opts,
    )
