"""The storage account that the zips of released code are uploaded to.

https://learn.microsoft.com/azure/storage/blobs/security-recommendations
"""

from __future__ import annotations

from dataclasses import dataclass

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import storage

from components.azure.diagnostic_setting import send_diagnostics
from components.azure.naming import NameRule
from components.platform.storage_account import private_container, storage_account

NAME = NameRule("stcode", 24, hyphens=False)
SOFT_DELETE_DAYS = 7


@dataclass(frozen=True, kw_only=True)
class ArtifactStoreArgs:
    """The settings of the storage account for released code."""

    resource_group_name: Input[str]
    workspace_id: Input[str]
    zone_redundant: bool


class ArtifactStore(ComponentResource):
    """An account of its own, because uploading a blob from Pulumi takes the account's key.

    The accounts that the apps use at run time have no key at all.
    """

    account_name: Output[str]
    container_name: Output[str]

    def __init__(
        self, name: str, args: ArtifactStoreArgs, opts: ResourceOptions | None = None
    ) -> None:
        super().__init__("gatehouse:artifact_store:ArtifactStore", name, None, opts)
        child = ResourceOptions(parent=self)
        account = storage_account(
            NAME.apply(name),
            resource_group_name=args.resource_group_name,
            shared_key=True,
            # Whoever deploys uploads from anywhere, and App Service fetches from Azure's networks.
            public=True,
            zone_redundant=args.zone_redundant,
            opts=child,
        )
        retention = storage.DeleteRetentionPolicyArgs(enabled=True, days=SOFT_DELETE_DAYS)
        storage.BlobServiceProperties(
            "blobs",
            blob_services_name="default",
            account_name=account.name,
            resource_group_name=args.resource_group_name,
            delete_retention_policy=retention,
            container_delete_retention_policy=retention,
            opts=child,
        )
        container = private_container("releases", account, args.resource_group_name, child)
        send_diagnostics(
            "blobs",
            resource_id=Output.concat(account.id, "/blobServices/default"),
            workspace_id=args.workspace_id,
            logs=["StorageRead", "StorageWrite", "StorageDelete"],
            metrics=["Transaction"],
            opts=child,
        )
        self.account_name = account.name
        self.container_name = container.name
        self.register_outputs(
            {"accountName": self.account_name, "containerName": self.container_name}
        )
