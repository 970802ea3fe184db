"""The storage account that a site keeps its visitors' uploads in.

A site's own disk is no place for them: every instance has another, and each release a new one.

https://django-storages.readthedocs.io/en/latest/backends/azure.html
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulumi import ComponentResource, Input, Output, Resource, ResourceOptions
from pulumi_azure_native import storage

from components.azure.diagnostic_setting import send_diagnostics
from components.azure.naming import NameRule
from components.azure.roles import Role, grant
from components.platform.storage_account import private_container, storage_account

if TYPE_CHECKING:
    from collections.abc import Mapping

    from components.platform.platform import Platform

NAME = NameRule("stmedia", 24, hyphens=False)
MEDIA = "media"
SETTINGS = (ACCOUNT_NAME, CONTAINER) = ("AZURE_ACCOUNT_NAME", "AZURE_CONTAINER")
"""The app settings that a site's media storage brings."""
SOFT_DELETE_DAYS = 30
"""Days that a file is kept after somebody, or a fault, has deleted or replaced it."""


@dataclass(frozen=True, kw_only=True)
class MediaStorageArgs:
    """Who uses the storage, and where it is kept."""

    platform: Platform
    """Its private endpoints, where it has some, are the only way to the account."""
    principal_id: Input[str]
    """The identity that the site runs as."""
    zone_redundant: bool


class MediaStorage(ComponentResource):
    """An account without a key, and a container in it that the site's identity alone opens."""

    settings: Mapping[str, Input[str]]
    """App settings, called like the settings of django-storages that they are for."""
    ready: list[Resource]
    """The site has to wait for them: before, nothing opens the container."""

    def __init__(
        self, name: str, args: MediaStorageArgs, opts: ResourceOptions | None = None
    ) -> None:
        super().__init__("gatehouse:media_storage:MediaStorage", name, None, opts)
        child = ResourceOptions(parent=self)
        platform = args.platform
        endpoints = platform.network.private_endpoints
        account = storage_account(
            # What tells it from others comes first: sixteen letters are left of a name.
            NAME.apply(platform.part(platform.name, name)),
            resource_group_name=platform.resource_group_name,
            shared_key=False,
            zone_redundant=args.zone_redundant,
            public=endpoints is None,
            opts=ResourceOptions(parent=self, protect=platform.production),
        )
        _keep_deleted(platform.part(MEDIA, name), account, platform, child)
        container = private_container(
            platform.part(MEDIA, name).lower(), account, platform.resource_group_name, child
        )
        send_diagnostics(
            platform.part(MEDIA, name),
            resource_id=Output.concat(account.id, "/blobServices/default"),
            workspace_id=platform.monitoring.workspace_id,
            logs=["StorageRead", "StorageWrite", "StorageDelete"],
            metrics=["Transaction"],
            opts=child,
        )
        # On the account, not on the container: only there it signs addresses for visitors, too.
        contributor = grant(
            platform.part("storage-blob-data-contributor", name),
            Role.STORAGE_BLOB_DATA_CONTRIBUTOR,
            principal_id=args.principal_id,
            scope=account.id,
            opts=child,
        )
        self.ready = [container, contributor]
        if endpoints:
            self.ready.append(endpoints.add("blob", account.id, child, f"media-{name}"))
        self.settings = {ACCOUNT_NAME: account.name, CONTAINER: container.name}
        self.register_outputs({"accountName": account.name, "containerName": container.name})


def _keep_deleted(
    name: str, account: storage.StorageAccount, platform: Platform, opts: ResourceOptions
) -> None:
    retention = storage.DeleteRetentionPolicyArgs(enabled=True, days=SOFT_DELETE_DAYS)
    storage.BlobServiceProperties(
        name,
        blob_services_name="default",
        account_name=account.name,
        resource_group_name=platform.resource_group_name,
        delete_retention_policy=retention,
        container_delete_retention_policy=retention,
        opts=opts,
    )
