"""A named value of API Management whose value lies in a key vault.

https://learn.microsoft.com/azure/api-management/api-management-howto-properties
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulumi import ComponentResource, Input, Resource, ResourceOptions
from pulumi_azure_native import apimanagement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from components.platform.platform import Platform


@dataclass(frozen=True, kw_only=True)
class NamedValueArgs:
    """The secret that a named value resolves to, and who may read it."""

    platform: Platform
    service_name: Input[str]
    vault_access: Resource
    """The grant that lets API Management's own identity read the vault."""
    secret: Resource
    """Whatever writes the vault's secret of the component's name."""
    tags: Sequence[str] = ()


class NamedValue(ComponentResource):
    """A secret that policies and backends write as `{{name}}`; both sides use the same name.

    API Management reads the vault anew within four hours, so a rotated secret needs no update here.
    """

    named_value: apimanagement.NamedValue
    reference: str
    """The text by which policies, backends and loggers refer to it."""

    def __init__(
        self, name: str, args: NamedValueArgs, opts: ResourceOptions | None = None
    ) -> None:
        super().__init__("gatehouse:named_value:NamedValue", name, None, opts)
        self.named_value = apimanagement.NamedValue(
            name,
            named_value_id=name,
            display_name=name,
            resource_group_name=args.platform.resource_group_name,
            service_name=args.service_name,
            secret=True,
            key_vault=apimanagement.KeyVaultContractCreatePropertiesArgs(
                secret_identifier=args.platform.key_vault.secret_uri(name)
            ),
            tags=list(args.tags),
            # The address names the secret only in text, and Azure reads it at once.
            opts=ResourceOptions(parent=self, depends_on=[args.secret, args.vault_access]),
        )
        self.reference = f"{{{{{name}}}}}"
        self.register_outputs({"reference": self.reference})
