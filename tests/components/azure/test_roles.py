from __future__ import annotations

from typing import TYPE_CHECKING

from components.azure.roles import Role, role_definition_id

if TYPE_CHECKING:
    from tests.conftest import Declared

OWNERS = {
    "Owner": "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
    "Contributor": "b24988ac-6180-42a0-ab88-20f7382dd24c",
    "User Access Administrator": "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
    "Key Vault Administrator": "00482a5a-887f-4fb3-b363-3b7fe8e74483",
}


def test_a_role_is_named_within_the_subscription_of_its_scope() -> None:
    scope = "/subscriptions/s-1/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v"
    assert role_definition_id(Role.KEY_VAULT_SECRETS_USER, scope) == (
        "/subscriptions/s-1/providers/Microsoft.Authorization"
        "/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6"
    )


def test_no_role_is_more_than_an_app_needs() -> None:
    assert {role.value for role in Role} & set(OWNERS.values()) == set()


def test_every_grant_names_the_type_of_its_principal_and_one_resource(deployed: Declared) -> None:
    grants = deployed.graph.of_type("azure-native:authorization:RoleAssignment")
    assert {grant.inputs["principalType"] for grant in grants} == {"ServicePrincipal"}
    assert {"/providers/" in grant.inputs["scope"] for grant in grants} == {True}
