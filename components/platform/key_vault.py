"""The vault that keeps every secret the system uses.

https://learn.microsoft.com/azure/key-vault/general/secure-key-vault
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulumi import ComponentResource, Input, InvokeOptions, Output, ResourceOptions
from pulumi_azure_native import authorization, keyvault

from components.azure.diagnostic_setting import send_diagnostics
from components.azure.naming import NameRule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pulumi import Resource

    from components.platform.private_endpoints import PrivateEndpoints

NAME = NameRule("kv", 24)


@dataclass(frozen=True, kw_only=True)
class KeyVaultArgs:
    """The settings of the vault, and the network that may reach it."""

    resource_group_name: Input[str]
    workspace_id: Input[str]
    subnet_ids: Sequence[Input[str]]
    """Subnets from where apps may read secrets; App Service counts as any other client."""
    private_endpoints: PrivateEndpoints | None
    """The way for apps to read secrets where the vault is closed to the public; Azure's trusted
    services, API Management among them, and Azure Resource Manager come in all the same."""
    production: bool
    """Nobody can purge the vault before its 90 days are over, and Pulumi won't delete it."""


class KeyVault(ComponentResource):
    """A vault that is opened by roles alone, never by access policies."""

    vault_id: Output[str]
    vault_name: Output[str]
    uri: Output[str]
    vault: keyvault.Vault
    endpoints: Sequence[Resource] = ()
    """Apps have to wait for them: before, the vault's name leads to a closed door."""

    def __init__(self, name: str, args: KeyVaultArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("gatehouse:key_vault:KeyVault", name, None, opts)
        self._resource_group_name = args.resource_group_name
        client = authorization.get_client_config_output(opts=InvokeOptions(parent=self))
        self.vault = keyvault.Vault(
            NAME.apply(name),
            resource_group_name=args.resource_group_name,
            properties=_vault_properties(client.tenant_id, args),
            # Azure never changes how long a vault keeps what was deleted.
            opts=ResourceOptions(
                parent=self,
                protect=args.production,
                ignore_changes=["properties.softDeleteRetentionInDays"],
            ),
        )
        send_diagnostics(
            "vault",
            resource_id=self.vault.id,
            workspace_id=args.workspace_id,
            logs=["AuditEvent", "AzurePolicyEvaluationDetails"],
            opts=ResourceOptions(parent=self),
        )
        if args.private_endpoints:
            self.reach_through(args.private_endpoints)
        self.vault_id = self.vault.id
        self.vault_name = self.vault.name
        self.uri = self.vault.properties.vault_uri
        self.register_outputs(
            {"vaultId": self.vault_id, "vaultName": self.vault_name, "uri": self.uri}
        )

    def reach_through(self, endpoints: PrivateEndpoints) -> None:
        """Gives the vault a private endpoint, unless it has one.

        For apps outside of its subnets, such as those in the functions' own, which takes no service
        endpoint by which the vault's firewall could know it.
        """
        if not self.endpoints:
            self.endpoints = [endpoints.add("vault", self.vault.id, ResourceOptions(parent=self))]

    def add_secret(self, name: str, value: Input[str], opts: ResourceOptions) -> keyvault.Secret:
        """Keeps the value under the name; it is deleted with the vault, which needs no right to it.

        Deleting a single secret would need a data-plane role for whoever runs Pulumi.
        """
        return keyvault.Secret(
            name,
            secret_name=name,
            vault_name=self.vault_name,
            resource_group_name=self._resource_group_name,
            properties=keyvault.SecretPropertiesArgs(value=Output.secret(value)),
            opts=ResourceOptions.merge(opts, ResourceOptions(deleted_with=self.vault)),
        )

    def reference(self, secret: keyvault.Secret) -> Output[str]:
        """Returns the app setting by which App Service delivers the secret's newest version."""
        uri = Output.concat(self.uri, "secrets/", secret.name, "/")
        return Output.concat("@Microsoft.KeyVault(SecretUri=", uri, ")")

    def secret_uri(self, name: str) -> Output[str]:
        """Returns the secret's address without a version, so that readers follow its rotation."""
        return Output.concat(self.uri, "secrets/", name)


def _vault_properties(tenant_id: Input[str], args: KeyVaultArgs) -> keyvault.VaultPropertiesArgs:
    return keyvault.VaultPropertiesArgs(
        tenant_id=tenant_id,
        sku=keyvault.SkuArgs(family=keyvault.SkuFamily.A, name=keyvault.SkuName.STANDARD),
        enable_rbac_authorization=True,
        enable_soft_delete=True,
        soft_delete_retention_in_days=90 if args.production else 7,
        # Azure refuses an explicit False: purge protection is switched on or left out.
        enable_purge_protection=True if args.production else None,
        public_network_access="Disabled" if args.private_endpoints else None,
        network_acls=keyvault.NetworkRuleSetArgs(
            bypass=keyvault.NetworkRuleBypassOptions.AZURE_SERVICES,
            default_action=keyvault.NetworkRuleAction.DENY,
            virtual_network_rules=[
                keyvault.VirtualNetworkRuleArgs(id=subnet_id) for subnet_id in args.subnet_ids
            ],
        ),
    )
