"""Managed identities and role assignments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatehouse.azure.kinds.ids import SUBSCRIPTION, TENANT, guid
from gatehouse.azure.kinds.kind import ResourceKind, Service
from gatehouse.azure.kinds.name_rule import GUID, NameRule
from gatehouse.azure.kinds.price import Price

if TYPE_CHECKING:
    from gatehouse.azure.kinds.kind import Key, Properties

_DEPLOYER = "10ca1000-0000-4000-8000-000000000003"


def _user_assigned_identity(_key: Key, name: str, _inputs: Properties) -> Properties:
    return {
        "clientId": guid("client", name),
        "principalId": guid("principal", name),
        "tenantId": TENANT,
    }


def _client_config(_key: Key, _arguments: Properties) -> Properties:
    return {
        "clientId": _DEPLOYER,
        "objectId": _DEPLOYER,
        "subscriptionId": SUBSCRIPTION,
        "tenantId": TENANT,
    }


ACCESS = Service(
    kinds=(
        ResourceKind(
            "azure-native:authorization:RoleAssignment",
            "{scope}/providers/Microsoft.Authorization/roleAssignments/{roleAssignmentName}",
            name=GUID,
            made_up_name=guid,
            price=Price(free="access is not charged"),
        ),
        ResourceKind(
            "azure-native:managedidentity:UserAssignedIdentity",
            "Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}",
            name=NameRule(
                r"[A-Za-z0-9][\w-]{2,127}",
                "3 to 128 letters, digits, '_' and '-', a letter or digit first",
            ),
            computed=_user_assigned_identity,
            price=Price(free="identities are not charged"),
        ),
    ),
    functions={"azure-native:authorization:getClientConfig": _client_config},
)
