"""The function key in the key vault, copied there by Azure itself.

https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource#list
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulumi import ComponentResource, CustomTimeouts, Input, Resource, ResourceOptions
from pulumi_azure_native import resources

if TYPE_CHECKING:
    from components.platform.key_vault import KeyVault

TEMPLATE = {
    "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    "contentVersion": "1.0.0.0",
    "parameters": {name: {"type": "string"} for name in ("site", "vault", "name")},
    "resources": [
        {
            "type": "Microsoft.KeyVault/vaults/secrets",
            "apiVersion": "2023-07-01",
            "name": "[format('{0}/{1}', parameters('vault'), parameters('name'))]",
            "properties": {
                "value": (
                    "[listKeys(resourceId('Microsoft.Web/sites/host', parameters('site'), "
                    "'default'), '2022-09-01').functionKeys.default]"
                )
            },
        }
    ],
}
"""Writes the key that every function app is made with; it stands in no parameter and no output."""


@dataclass(frozen=True, kw_only=True)
class FunctionKeyArgs:
    """The function app that has the key, and the vault that keeps it."""

    resource_group_name: Input[str]
    key_vault: KeyVault
    site_name: Input[str]
    release: Resource
    """The deployment of the code: a host without code has no keys."""


class FunctionKey(ComponentResource):
    """Copies a function app's default key into the vault, under the component's name.

    Azure Resource Manager reads and writes it, so neither the program nor its state ever has it.
    """

    deployment: resources.Deployment
    """Readers of the secret wait for it."""

    def __init__(
        self, name: str, args: FunctionKeyArgs, opts: ResourceOptions | None = None
    ) -> None:
        super().__init__("gatehouse:function_key:FunctionKey", name, None, opts)
        self.deployment = resources.Deployment(
            name,
            resource_group_name=args.resource_group_name,
            properties=resources.DeploymentPropertiesArgs(
                mode=resources.DeploymentMode.INCREMENTAL,
                template=TEMPLATE,
                parameters={
                    "site": resources.DeploymentParameterArgs(value=args.site_name),
                    "vault": resources.DeploymentParameterArgs(value=args.key_vault.vault_name),
                    "name": resources.DeploymentParameterArgs(value=name),
                },
            ),
            opts=ResourceOptions(
                parent=self,
                depends_on=[args.release],
                # Deleting the record of a deployment would leave the secret where it is.
                retain_on_delete=True,
                custom_timeouts=CustomTimeouts(create="10m", update="10m"),
            ),
        )
        self.register_outputs({"secretName": name})
