"""A Python function app on the Flex Consumption plan.

https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulumi import (
    ComponentResource,
    Input,
    Output,
    Resource,
    ResourceOptions,
)
from pulumi_azure_native import managedidentity, web

from components.azure.diagnostic_setting import send_diagnostics
from components.azure.identity import user_assigned_identity
from components.azure.naming import NameRule
from components.azure.roles import Role, grant
from components.functions.storage import FunctionStorage, FunctionStorageArgs
from components.release.code_release import CodeRelease, CodeReleaseArgs
from components.release.publishing import refuse_basic_auth

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

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
class FunctionAppArgs:
    """The code of a function app, and its settings."""

    platform: Platform
    source: Path
    """The folder with function_app.py, host.json and requirements.txt."""
    settings: Mapping[str, Input[str]]
    """App settings beside those that the host itself needs."""
    scale: FunctionScale


class FunctionApp(ComponentResource):
    """Runs the code under an identity of its own; every call needs the app's function key."""

    site_id: Output[str]
    site_name: Output[str]
    host_name: Output[str]
    release: CodeRelease
    """The host has keys once it runs, which it does with the code and not with the site."""

    def __init__(
        self, name: str, args: FunctionAppArgs, opts: ResourceOptions | None = None
    ) -> None:
        super().__init__("gatehouse:function_app:FunctionApp", name, None, opts)
        child = ResourceOptions(parent=self)
        identity = user_assigned_identity(f"func-{name}", args.platform.resource_group_name, child)
        host_storage = FunctionStorage(
            name,
            FunctionStorageArgs(
                platform=args.platform,
                principal_id=identity.principal_id,
                zone_redundant=args.scale.zone_redundant,
            ),
            child,
        )
        publisher = grant(
            args.platform.part("monitoring-metrics-publisher", name),
            Role.MONITORING_METRICS_PUBLISHER,
            principal_id=identity.principal_id,
            scope=args.platform.monitoring.application_insights_id,
            opts=child,
        )
        before = [*host_storage.grants, *host_storage.endpoints, publisher]
        site = _site(name, args, identity, host_storage, before, self)
        release = CodeRelease(
            name,
            CodeReleaseArgs(
                resource_group_name=args.platform.resource_group_name,
                site_name=site.name,
                source=args.source,
                artifact_store=args.platform.artifact_store,
                one_deploy={"remoteBuild": True},
                depends_on=refuse_basic_auth(name, args.platform.resource_group_name, site, child),
            ),
            child,
        )
        send_diagnostics(
            args.platform.part("site", name),
            resource_id=site.id,
            workspace_id=args.platform.monitoring.workspace_id,
            logs=["FunctionAppLogs", "AppServiceAuthenticationLogs"],
            opts=child,
        )
        self.site_id = site.id
        self.site_name = site.name
        self.host_name = site.default_host_name
        self.release = release
        self.register_outputs({"siteId": self.site_id, "hostName": self.host_name})


def _site(
    name: str,
    args: FunctionAppArgs,
    identity: managedidentity.UserAssignedIdentity,
    host_storage: FunctionStorage,
    before: list[Resource],
    parent: Resource,
) -> web.WebApp:
    network = args.platform.network
    subnet = network.functions_subnet() if network.private_endpoints else None
    plan = web.AppServicePlan(
        PLAN_NAME.apply(name),
        resource_group_name=args.platform.resource_group_name,
        kind="functionapp",
        reserved=True,
        sku=web.SkuDescriptionArgs(name="FC1", tier="FlexConsumption"),
        zone_redundant=args.scale.zone_redundant,
        # The subnet can be deleted only after the plan whose instances are in it.
        opts=ResourceOptions(parent=parent, depends_on=[subnet] if subnet else []),
    )
    return web.WebApp(
        NAME.apply(name),
        resource_group_name=args.platform.resource_group_name,
        kind="functionapp,linux",
        server_farm_id=plan.id,
        identity=web.ManagedServiceIdentityArgs(
            type=web.ManagedServiceIdentityType.USER_ASSIGNED,
            user_assigned_identities=[identity.id],
        ),
        virtual_network_subnet_id=subnet.id if subnet else None,
        https_only=True,
        client_affinity_enabled=False,
        function_app_config=_function_app_config(args, identity, host_storage),
        site_config=_site_config(args, identity, host_storage),
        opts=ResourceOptions(parent=parent, depends_on=before),
    )


def _function_app_config(
    args: FunctionAppArgs,
    identity: managedidentity.UserAssignedIdentity,
    host_storage: FunctionStorage,
) -> web.FunctionAppConfigArgs:
    return web.FunctionAppConfigArgs(
        deployment=web.FunctionsDeploymentArgs(
            storage=web.FunctionsDeploymentStorageArgs(
                type=web.FunctionsDeploymentStorageType.BLOB_CONTAINER,
                value=host_storage.package_container_uri,
                authentication=web.FunctionsDeploymentStorageAuthenticationArgs(
                    type=web.AuthenticationType.USER_ASSIGNED_IDENTITY,
                    user_assigned_identity_resource_id=identity.id,
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


def _site_config(
    args: FunctionAppArgs,
    identity: managedidentity.UserAssignedIdentity,
    host_storage: FunctionStorage,
) -> web.SiteConfigArgsDict:
    settings: dict[str, Input[str]] = {
        "AzureWebJobsStorage__accountName": host_storage.account_name,
        "AzureWebJobsStorage__credential": "managedidentity",
        "AzureWebJobsStorage__clientId": identity.client_id,
        "APPLICATIONINSIGHTS_CONNECTION_STRING": args.platform.monitoring.connection_string,
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING": Output.concat(
            "ClientId=", identity.client_id, ";Authorization=AAD"
        ),
        **args.settings,
    }
    # Not SiteConfigArgs: the class adds netFrameworkVersion, which Flex Consumption refuses.
    return {
        "app_settings": [{"name": name, "value": value} for name, value in settings.items()],
        "min_tls_version": web.SupportedTlsVersions.SUPPORTED_TLS_VERSIONS_1_2,
        "scm_min_tls_version": web.SupportedTlsVersions.SUPPORTED_TLS_VERSIONS_1_2,
        "http20_enabled": True,
    }
