"""The storage account that the Functions host works with at run time, without any key.

https://learn.microsoft.com/azure/azure-functions/functions-reference#connecting-to-host-storage-with-an-identity
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulumi import ComponentResource, Input, Output, Resource, ResourceOptions

from components.azure.diagnostic_setting import send_diagnostics
from components.azure.naming import NameRule
from components.azure.roles import Role, grant
from components.platform.storage_account import private_container, storage_account

if TYPE_CHECKING:
    from collections.abc import Sequence

    from components.platform.platform import Platform

NAME = NameRule("stfunc", 24, hyphens=False)
ROLES = (
    Role.STORAGE_BLOB_DATA_OWNER,
    Role.STORAGE_QUEUE_DATA_CONTRIBUTOR,
    Role.STORAGE_TABLE_DATA_CONTRIBUTOR,
)
SERVICES = ("blob", "queue", "table")
"""The storage services that the host works with."""


@dataclass(frozen=True, kw_only=True)
class FunctionStorageArgs:
    """The settings of the host's storage account, and who may use it."""

    platform: Platform
    """Its private endpoints, where it has some, are the only way to the account."""
    principal_id: Input[str]
    """The identity that the function app runs as."""
    zone_redundant: bool


class FunctionStorage(ComponentResource):
    """Host storage and deployment container, open to the function app's identity alone."""

    account_name: Output[str]
    package_container_uri: Output[str]
    grants: list[Resource]
    """The site has to wait for them: a host that starts without its roles stays unstable."""
    endpoints: Sequence[Resource] = ()
    """The site has to wait for them, too: before, the account's names lead to closed doors."""

    def __init__(
        self, name: str, args: FunctionStorageArgs, opts: ResourceOptions | None = None
    ) -> None:
        super().__init__("gatehouse:function_storage:FunctionStorage", name, None, opts)
        child = ResourceOptions(parent=self)
        platform = args.platform
        private_endpoints = platform.network.private_endpoints
        account = storage_account(
            # What tells it from others comes first: sixteen letters are left of a name.
            NAME.apply(platform.part(platform.name, name)),
            resource_group_name=platform.resource_group_name,
            shared_key=False,
            zone_redundant=args.zone_redundant,
            public=private_endpoints is None,
            # Says to auditors that nothing here needs a second region.
            tags={"resource-usage": "azure-functions"},
            opts=child,
        )
        package = platform.part("app-package", name).lower()
        container = private_container(package, account, platform.resource_group_name, child)
        send_diagnostics(
            platform.part("account", name),
            resource_id=account.id,
            workspace_id=platform.monitoring.workspace_id,
            metrics=["Transaction"],
            opts=child,
        )
        self.grants = [
            grant(
                platform.part(role.name.lower().replace("_", "-"), name),
                role,
                principal_id=args.principal_id,
                scope=account.id,
                opts=child,
            )
            for role in ROLES
        ]
        if private_endpoints:
            self.endpoints = [
                private_endpoints.add(service, account.id, child, name) for service in SERVICES
            ]
        self.account_name = account.name
        self.package_container_uri = Output.concat(account.primary_endpoints.blob, container.name)
        self.register_outputs(
            {
                "accountName": self.account_name,
                "packageContainerUri": self.package_container_uri,
            }
        )
