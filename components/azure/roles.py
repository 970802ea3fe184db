"""Built-in roles and how they are granted.

https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
"""

from __future__ import annotations

from enum import Enum
from functools import partial

from pulumi import Input, Output, ResourceOptions
from pulumi_azure_native import authorization


class Role(Enum):
    """The roles that the program grants, by the id that is the same in every tenant."""

    STORAGE_BLOB_DATA_OWNER = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b"
    STORAGE_BLOB_DATA_CONTRIBUTOR = "ba92f5b4-2d11-453d-a403-e96b0029c9fe"
    STORAGE_QUEUE_DATA_CONTRIBUTOR = "974c5e8b-45b9-4653-ba55-5f855dd0fb88"
    STORAGE_TABLE_DATA_CONTRIBUTOR = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"
    MONITORING_METRICS_PUBLISHER = "3913510d-42f4-4e42-8a64-420c390055eb"
    KEY_VAULT_SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6"


def grant(
    name: str,
    role: Role,
    *,
    principal_id: Input[str],
    scope: Input[str],
    opts: ResourceOptions,
) -> authorization.RoleAssignment:
    """Lets a managed identity act in the role on the scope, an Azure resource id."""
    return authorization.RoleAssignment(
        name,
        principal_id=principal_id,
        # Without the type Azure looks the principal up, and fails while a new one still spreads.
        principal_type=authorization.PrincipalType.SERVICE_PRINCIPAL,
        role_definition_id=Output.from_input(scope).apply(partial(role_definition_id, role)),
        scope=scope,
        opts=opts,
    )


def role_definition_id(role: Role, scope: str) -> str:
    """Returns the role's id in the subscription that the scope lies in, as Azure writes it.

    Example: KEY_VAULT_SECRETS_USER on /subscriptions/S/resourceGroups/G/…/vaults/kv-1 is
    /subscriptions/S/providers/Microsoft.Authorization/roleDefinitions/4633458b-… The subscription
    comes from the scope, so that no component needs to be given it.
    """
    subscription = scope.split("/")[2]
    return (
        f"/subscriptions/{subscription}/providers/Microsoft.Authorization"
        f"/roleDefinitions/{role.value}"
    )
