"""A domain of one's own for a site, with a certificate that App Service issues and renews.

https://learn.microsoft.com/azure/app-service/app-service-web-tutorial-custom-domain
https://learn.microsoft.com/azure/app-service/configure-ssl-certificate#create-a-free-managed-certificate

Azure issues the certificate for a name that the site already has, and only then takes a name with
a certificate, so the name is given twice: by itself, then, by a template, with its certificate.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulumi import ComponentResource, CustomTimeouts, Input, Output, Resource, ResourceOptions
from pulumi_azure_native import resources, web

if TYPE_CHECKING:
    from collections.abc import Sequence

TEMPLATE = {
    "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    "contentVersion": "1.0.0.0",
    "parameters": {name: {"type": "string"} for name in ("site", "domain", "thumbprint")},
    "resources": [
        {
            "type": "Microsoft.Web/sites/hostNameBindings",
            "apiVersion": "2022-09-01",
            "name": "[format('{0}/{1}', parameters('site'), parameters('domain'))]",
            "properties": {
                "siteName": "[parameters('site')]",
                "hostNameType": "Verified",
                "sslState": "SniEnabled",
                "thumbprint": "[parameters('thumbprint')]",
            },
        }
    ],
}


@dataclass(frozen=True, kw_only=True)
class SiteDomainArgs:
    """The site, and the domain that it gets."""

    resource_group_name: Input[str]
    site: web.WebApp
    domain: str
    """A host name below a domain, whose CNAME and `asuid` TXT records lead to the site."""
    depends_on: Sequence[Resource] = ()
    """Other changes of the site: Azure refuses two at a time."""


class SiteDomain(ComponentResource):
    """Gives a site one more name, which browsers reach by HTTPS."""

    url: Output[str]

    def __init__(
        self, name: str, args: SiteDomainArgs, opts: ResourceOptions | None = None
    ) -> None:
        super().__init__("gatehouse:site_domain:SiteDomain", name, None, opts)
        binding = web.WebAppHostNameBinding(
            args.domain,
            resource_group_name=args.resource_group_name,
            name=args.site.name,
            site_name=args.site.name,
            host_name=args.domain,
            host_name_type=web.HostNameType.VERIFIED,
            opts=ResourceOptions(
                parent=self,
                depends_on=list(args.depends_on),
                # The template below sets them, and a refresh finds them.
                ignore_changes=["sslState", "thumbprint"],
            ),
        )
        certificate = web.Certificate(
            args.domain,
            resource_group_name=args.resource_group_name,
            server_farm_id=args.site.server_farm_id.apply(str),
            canonical_name=args.domain,
            opts=ResourceOptions(
                parent=self,
                depends_on=[binding],
                # Azure deletes no certificate that a name still has, and the name goes later.
                retain_on_delete=True,
                custom_timeouts=CustomTimeouts(create="30m"),
            ),
        )
        resources.Deployment(
            f"{name}-certificate",
            resource_group_name=args.resource_group_name,
            properties=_properties(args, certificate),
            # Deleting the record of a deployment would change nothing.
            opts=ResourceOptions(parent=self, retain_on_delete=True),
        )
        self.url = Output.from_input(f"https://{args.domain}/")
        self.register_outputs({"url": self.url})


def _properties(
    args: SiteDomainArgs, certificate: web.Certificate
) -> resources.DeploymentPropertiesArgs:
    parameters: dict[str, Input[str]] = {
        "site": args.site.name,
        "domain": args.domain,
        "thumbprint": certificate.thumbprint,
    }
    return resources.DeploymentPropertiesArgs(
        mode=resources.DeploymentMode.INCREMENTAL,
        template=TEMPLATE,
        parameters={
            name: resources.DeploymentParameterArgs(value=value)
            for name, value in parameters.items()
        },
    )
