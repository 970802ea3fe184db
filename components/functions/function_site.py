"""The site of a function app on the Flex Consumption plan, and the plan.

https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulumi import Input, Output, Resource, ResourceOptions
from pulumi_azure_native import web

from components.azure.naming import NameRule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pulumi_azure_native import keyvault, managedidentity, network

    from components.functions.storage import FunctionStorage
    from components.platform.platform import Platform

NAME = NameRule("func", 60)
PLAN_NAME = NameRule("asp-func", 60)


@dataclass(frozen=True, kw_only=True)
class FunctionScale:
    """The size and the number of the instances."""

    python_version: str
    instance_memory_mb: int
    """512, 2048 or 4096."""
    maximum_instance_count: int
    """40 to 1000."""
    zone_redundant: bool
    """Spreads the instances, and what the host stores, over availability zones; Azure then keeps
    two instances ready at any time."""


@dataclass(frozen=True, kw_only=True)
class FunctionSiteArgs:
    """The settings of the site, and what has to exist before it."""

    platform: Platform
    identity: managedidentity.UserAssignedIdentity
    host_storage: FunctionStorage
    scale: FunctionScale
    subnet: network.Subnet | None
    """The subnet that its instances are in; None where they reach public addresses alone."""
    settings: Mapping[str, Input[str]]
    """App settings, those of the host included."""
    secrets: Mapping[str, keyvault.Secret]
    """App settings that the vault keeps."""
    depends_on: Sequence[Resource]


def function_site(name: str, args: FunctionSiteArgs, parent: Resource) -> web.WebApp:
    """Declares the site, and the plan that it is alone on."""
    plan = web.AppServicePlan(
        PLAN_NAME.apply(name),
        resource_group_name=args.platform.resource_group_name,
        kind="functionapp",
        reserved=True,
        sku=web.SkuDescriptionArgs(name="FC1", tier="FlexConsumption"),
        zone_redundant=args.scale.zone_redundant,
        # The subnet can be deleted only after the plan whose instances are in it.
        opts=ResourceOptions(parent=parent, depends_on=[args.subnet] if args.subnet else []),
    )
    return web.WebApp(
        NAME.apply(name),
        resource_group_name=args.platform.resource_group_name,
        kind="functionapp,linux",
        server_farm_id=plan.id,
        identity=web.ManagedServiceIdentityArgs(
            type=web.ManagedServiceIdentityType.USER_ASSIGNED,
            user_assigned_identities=[args.identity.id],
        ),
        key_vault_reference_identity=args.identity.id if args.secrets else None,
        virtual_network_subnet_id=args.subnet.id if args.subnet else None,
        https_only=True,
        client_affinity_enabled=False,
        function_app_config=_function_app_config(args),
        site_config=_site_config(args),
        opts=ResourceOptions(parent=parent, depends_on=list(args.depends_on)),
    )


def host_settings(
    platform: Platform,
    identity: managedidentity.UserAssignedIdentity,
    host_storage: FunctionStorage,
) -> dict[str, Input[str]]:
    """Returns the app settings that the host itself needs; by the identity and no key."""
    return {
        "AzureWebJobsStorage__accountName": host_storage.account_name,
        "AzureWebJobsStorage__credential": "managedidentity",
        "AzureWebJobsStorage__clientId": identity.client_id,
        "APPLICATIONINSIGHTS_CONNECTION_STRING": platform.monitoring.connection_string,
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING": Output.concat(
            "ClientId=", identity.client_id, ";Authorization=AAD"
        ),
    }


def _function_app_config(args: FunctionSiteArgs) -> web.FunctionAppConfigArgs:
    return web.FunctionAppConfigArgs(
        deployment=web.FunctionsDeploymentArgs(
            storage=web.FunctionsDeploymentStorageArgs(
                type=web.FunctionsDeploymentStorageType.BLOB_CONTAINER,
                value=args.host_storage.package_container_uri,
                authentication=web.FunctionsDeploymentStorageAuthenticationArgs(
                    type=web.AuthenticationType.USER_ASSIGNED_IDENTITY,
                    user_assigned_identity_resource_id=args.identity.id,
                ),
            )
        ),
        runtime=web.FunctionsRuntimeArgs(
            name=web.RuntimeName.PYTHON, version=args.scale.python_version
        ),
        scale_and_concurrency=web.FunctionsScaleAndConcurrencyArgs(
            instance_memory_mb=args.scale.instance_memory_mb,
            maximum_instance_count=args.scale.maximum_instance_count,
        ),
    )


def _site_config(args: FunctionSiteArgs) -> web.SiteConfigArgsDict:
    key_vault = args.platform.key_vault
    settings = {
        **args.settings,
        **{name: key_vault.reference(secret) for name, secret in args.secrets.items()},
    }
    # Not SiteConfigArgs: the class adds netFrameworkVersion, which Flex Consumption refuses.
    return {
        "app_settings": [{"name": name, "value": value} for name, value in settings.items()],
        "min_tls_version": web.SupportedTlsVersions.SUPPORTED_TLS_VERSIONS_1_2,
        "scm_min_tls_version": web.SupportedTlsVersions.SUPPORTED_TLS_VERSIONS_1_2,
        "http20_enabled": True,
    }
