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

    from components.platform.private_endpoints import PrivateEndpoints

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

    resource_group_name: Input[str]
    workspace_id: Input[str]
    principal_id: Input[str]
    """The identity that the function app runs as."""
    zone_redundant: bool
    private_endpoints: PrivateEndpoints | None
    """Endpoints by which the app reaches the account, which is then closed to the public."""


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
        account = storage_account(
            NAME.apply(name),
            resource_group_name=args.resource_group_name,
            shared_key=False,
            zone_redundant=args.zone_redundant,
            public=args.private_endpoints is None,
            # Says to auditors that nothing here needs a second region.
            tags={"resource-usage": "azure-functions"},
            opts=child,
        )
        container = private_container("app-package", account, args.resource_group_name, child)
        send_diagnostics(
            "account",
            resource_id=account.id,
            workspace_id=args.workspace_id,
            metrics=["Transaction"],
            opts=child,
        )
        self.grants = [
            grant(
                role.name.lower().replace("_", "-"),
                role,
                principal_id=args.principal_id,
                scope=account.id,
                opts=child,
            )
            for role in ROLES
        ]
        if args.private_endpoints:
            self.endpoints = [
                args.private_endpoints.add(service, account.id, child) for service in SERVICES
            ]
        self.account_name = account.name
        self.package_container_uri = Output.concat(account.primary_endpoints.blob, container.name)
        self.register_outputs(
            {
                "accountName": self.account_name,
                "packageContainerUri": self.package_container_uri,
            }
        )
