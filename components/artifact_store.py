"""The storage account that the zips of released code are uploaded to.

https://learn.microsoft.com/azure/storage/blobs/security-recommendations
"""

from __future__ import annotations

from dataclasses import dataclass

from pulumi import ComponentResource, Input, InvokeOptions, Output, Resource, ResourceOptions
from pulumi_azure_native import storage

from components import naming
from components.diagnostic_setting import send_diagnostics
from components.storage_account import private_container, storage_account

SOFT_DELETE_DAYS = 7
EXPIRY = "2036-01-01T00:00:00Z"
"""Of the address that a zip is fetched from. A moving date would release the same code anew at
every update; to withdraw the addresses early, rotate the account's key."""


@dataclass(frozen=True, kw_only=True)
class ArtifactStoreArgs:
    """What ArtifactStore needs to know."""

    resource_group_name: Input[str]
    workspace_id: Input[str]


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
        self._resource_group_name = args.resource_group_name
        child = ResourceOptions(parent=self)
        account = storage_account(
            naming.ARTIFACT_STORE.apply(name),
            resource_group_name=args.resource_group_name,
            shared_key=True,
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

    def blob_uri(self, blob: storage.Blob, parent: Resource) -> Output[str]:
        """Returns an address, a secret, at which this one blob can be read and nothing else."""
        sas = storage.list_storage_account_service_sas_output(
            account_name=self.account_name,
            resource_group_name=self._resource_group_name,
            canonicalized_resource=Output.concat(
                "/blob/", self.account_name, "/", self.container_name, "/", blob.name
            ),
            resource=storage.SignedResource.B,
            permissions=storage.Permissions.R,
            protocols=storage.HttpProtocol.HTTPS,
            shared_access_expiry_time=EXPIRY,
            opts=InvokeOptions(parent=parent),
        )
        return Output.secret(Output.concat(blob.url, "?", sas.service_sas_token))
