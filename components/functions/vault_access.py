"""The way of a function app to the secrets of the vault, whatever the vault's firewall lets in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.azure.roles import Role, grant

if TYPE_CHECKING:
    from pulumi import Resource, ResourceOptions
    from pulumi_azure_native import managedidentity

    from components.platform.platform import Platform


def let_read_vault(
    label: str,
    platform: Platform,
    identity: managedidentity.UserAssignedIdentity,
    opts: ResourceOptions,
) -> list[Resource]:
    """Grants the identity the vault's secrets, and has the network lead to the vault.

    Returns what the app's site has to wait for: Azure resolves its references at once, and
    remembers a refusal for a day.
    https://learn.microsoft.com/azure/app-service/app-service-key-vault-references
    """
    platform.key_vault.reach_through(platform.network.endpoints())
    access = grant(
        f"{label}-key-vault-secrets-user",
        Role.KEY_VAULT_SECRETS_USER,
        principal_id=identity.principal_id,
        scope=platform.key_vault.vault_id,
        opts=opts,
    )
    return [access, *platform.key_vault.endpoints]
