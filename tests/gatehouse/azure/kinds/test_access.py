from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gatehouse.azure.cloud import Azure
from gatehouse.azure.kinds.ids import SUBSCRIPTION, TENANT, guid

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatehouse.azure.cloud import Created


def test_an_identity_has_a_client_and_a_principal(create: Callable[..., Created]) -> None:
    identity = create("managedidentity:UserAssignedIdentity", resourceName="id")
    assert identity.computed == {
        "name": "id",
        "clientId": guid("client", "id"),
        "principalId": guid("principal", "id"),
        "tenantId": TENANT,
    }


def test_a_role_assignment_lies_below_its_scope_and_is_called_by_an_identifier(
    create: Callable[..., Created],
) -> None:
    vault = "/subscriptions/1/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv"
    id_ = create("authorization:RoleAssignment", scope=vault).id
    scope, name = id_.split("/providers/Microsoft.Authorization/roleAssignments/")
    assert scope == vault
    assert re.fullmatch("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", name)


def test_whoever_deploys_belongs_to_the_subscription_and_tenant() -> None:
    client = Azure(b"seed").invoke("azure-native:authorization:getClientConfig", {})
    assert (client["subscriptionId"], client["tenantId"]) == (SUBSCRIPTION, TENANT)
