"""The gateway in front of everything: an API Management service.

https://learn.microsoft.com/azure/api-management/api-management-key-concepts
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulumi import ComponentResource, Output, Resource, ResourceOptions
from pulumi_azure_native import apimanagement

from components.azure import sdk_defaults
from components.azure.diagnostic_setting import send_diagnostics
from components.azure.naming import NameRule
from components.azure.roles import Role, grant
from components.gateway import tiers
from components.gateway.logger import GatewayLogger, GatewayLoggerArgs

if TYPE_CHECKING:
    from components.gateway.service_policies import ServicePolicies
    from components.platform.platform import Platform

NAME = NameRule("apim", 50)
SECURITY = "Microsoft.WindowsAzure.ApiManagement.Gateway.Security"
PROTOCOLS = (
    "Protocols.Tls10",
    "Protocols.Tls11",
    "Protocols.Ssl30",
    "Backend.Protocols.Tls10",
    "Backend.Protocols.Tls11",
    "Backend.Protocols.Ssl30",
)
CIPHERS = (
    "Ciphers.TripleDes168",
    "Ciphers.TLS_RSA_WITH_AES_128_CBC_SHA",
    "Ciphers.TLS_RSA_WITH_AES_256_CBC_SHA",
    "Ciphers.TLS_RSA_WITH_AES_128_CBC_SHA256",
    "Ciphers.TLS_RSA_WITH_AES_256_CBC_SHA256",
    "Ciphers.TLS_RSA_WITH_AES_128_GCM_SHA256",
    "Ciphers.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
    "Ciphers.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
)
ADDED_BY_THE_SDK = (
    "developer_portal_status",
    "disable_gateway",
    "enable_client_certificate",
    "legacy_portal_status",
    "nat_gateway_state",
    "restore",
    "virtual_network_type",
)
"""Azure has the same defaults, and refuses to hear some of them: the classic tiers take no False
for enableClientCertificate. https://github.com/pulumi/pulumi-azure-native/issues/1865"""
MINIMUM_API_VERSION = "2021-08-01"
"""Older versions of the management API return secrets to readers."""


@dataclass(frozen=True, kw_only=True)
class ApiManagementSettings:
    """The settings of a stack for its API Management service."""

    sku: str
    """One of tiers.SKUS."""
    publisher_email: str
    publisher_name: str
    domain: str = ""
    """A host name of one's own, beside the one that Azure gives; empty without."""


@dataclass(frozen=True, kw_only=True)
class ApiManagementArgs:
    """The settings of the service, and the platform that it stands on."""

    platform: Platform
    settings: ApiManagementSettings


class ApiManagement(ComponentResource):
    """A gateway with an identity that may read the key vault, and with its telemetry wired up."""

    service_id: Output[str]
    service_name: Output[str]
    gateway_url: Output[str]
    vault_access: Resource

    def __init__(
        self, name: str, args: ApiManagementArgs, opts: ResourceOptions | None = None
    ) -> None:
        super().__init__("gatehouse:api_management:ApiManagement", name, None, opts)
        child = ResourceOptions(parent=self)
        platform = args.platform
        service = _service(name, args, self)
        principal_id = service.identity.apply(_principal_id)
        self.vault_access = grant(
            "key-vault-secrets-user",
            Role.KEY_VAULT_SECRETS_USER,
            principal_id=principal_id,
            scope=platform.key_vault.vault_id,
            opts=child,
        )
        send_diagnostics(
            "service",
            resource_id=service.id,
            workspace_id=platform.monitoring.workspace_id,
            logs=["GatewayLogs"] if tiers.logs_requests(args.settings.sku) else [],
            opts=child,
        )
        GatewayLogger(
            name,
            GatewayLoggerArgs(
                platform=platform,
                service_name=service.name,
                principal_id=principal_id,
                vault_access=self.vault_access,
            ),
            child,
        )
        # Those of all apps; the first app brings them. Pulumi reads annotations of the class.
        self.policies: ServicePolicies | None = None
        self.service_id = service.id
        self.service_name = service.name
        self.gateway_url = service.gateway_url
        self.register_outputs({"serviceName": self.service_name, "gatewayUrl": self.gateway_url})

    def refuse_stray_policies(self) -> None:
        """Raises ComponentError for a policy document that belongs to none of the apps.

        To be called when every app is declared, which is before Pulumi makes the first resource.
        """
        if self.policies:
            self.policies.refuse_strays()


def custom_properties(sku: str) -> dict[str, str] | None:
    """Returns the properties that switch outdated protocols and ciphers off; None without them.

    https://learn.microsoft.com/azure/api-management/api-management-howto-manage-protocols-ciphers
    """
    if not tiers.lets_ciphers_be_chosen(sku):
        return None
    return {f"{SECURITY}.{switch}": "False" for switch in (*PROTOCOLS, *CIPHERS)}


def hostname_configurations(
    domain: str,
) -> list[apimanagement.HostnameConfigurationArgsDict] | None:
    """Returns the gateway's own domain, with a certificate that Azure issues and renews.

    https://learn.microsoft.com/azure/api-management/configure-custom-domain
    """
    if not domain:
        return None
    return [
        {
            "type": apimanagement.HostnameType.PROXY,
            "host_name": domain,
            "certificate_source": apimanagement.CertificateSource.MANAGED,
        }
    ]


def _service(
    name: str, args: ApiManagementArgs, parent: Resource
) -> apimanagement.ApiManagementService:
    return apimanagement.ApiManagementService(
        NAME.apply(name),
        resource_group_name=args.platform.resource_group_name,
        sku=apimanagement.ApiManagementServiceSkuPropertiesArgs(
            name=args.settings.sku, capacity=tiers.capacity(args.settings.sku)
        ),
        publisher_email=args.settings.publisher_email,
        publisher_name=args.settings.publisher_name,
        identity=apimanagement.ApiManagementServiceIdentityArgs(
            type=apimanagement.ApimIdentityType.SYSTEM_ASSIGNED
        ),
        api_version_constraint=apimanagement.ApiVersionConstraintArgs(
            min_api_version=MINIMUM_API_VERSION
        ),
        custom_properties=custom_properties(args.settings.sku),
        hostname_configurations=hostname_configurations(args.settings.domain),
        opts=ResourceOptions(
            parent=parent,
            protect=args.platform.production,
            transformations=[sdk_defaults.without(*ADDED_BY_THE_SDK)],
        ),
    )


def _principal_id(
    identity: apimanagement.outputs.ApiManagementServiceIdentityResponse | None,
) -> str:
    return identity.principal_id if identity else ""
