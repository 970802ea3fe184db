"""A Python web app on App Service: any WSGI application, whatever its framework.

https://learn.microsoft.com/azure/app-service/configure-language-python
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import web

from components.azure.diagnostic_setting import send_diagnostics
from components.azure.naming import NameRule
from components.azure.roles import Role, grant
from components.release.code_release import CodeRelease, CodeReleaseArgs
from components.release.publishing import refuse_basic_auth
from components.web.domain import SiteDomain, SiteDomainArgs
from components.web.logs import keep_container_log

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pulumi import Resource
    from pulumi_azure_native import keyvault, managedidentity

    from components.platform.platform import Platform
    from components.web.web_scale import WebScale

NAME = NameRule("app", 60)
PLAN_NAME = NameRule("asp-web", 60)
LOGS = (
    "AppServiceAppLogs",
    "AppServiceAuditLogs",
    "AppServiceConsoleLogs",
    "AppServiceHTTPLogs",
    "AppServicePlatformLogs",
)


@dataclass(frozen=True, kw_only=True)
class WebAppArgs:
    """The code of a web app, its settings, and what has to exist before it."""

    platform: Platform
    source: Path
    """The folder with the app and its requirements.txt."""
    startup_command: str
    """Serves the app on port 8000; runs in the source folder, its requirements installed."""
    health_check_path: str
    """Answers 200 as long as the instance should get requests, whatever the `Host` header."""
    identity: managedidentity.UserAssignedIdentity
    settings: Mapping[str, Input[str]]
    """App settings that anybody may read who may read the site."""
    secrets: Mapping[str, keyvault.Secret] = field(default_factory=dict)
    """App settings that lie in the key vault."""
    scale: WebScale
    domain: str = ""
    """A host name of one's own, beside the one that Azure gives; empty without."""
    site_depends_on: Sequence[Resource] = ()
    """Resources that take minutes: by then the vault knows the role of the site's identity."""
    code_depends_on: Sequence[Resource] = ()
    """Resources that the code needs when it starts."""


class WebApp(ComponentResource):
    """Serves a folder of code from inside the private network, under an identity of its own."""

    site_id: Output[str]
    site_name: Output[str]
    host_name: Output[str]
    url: Output[str]
    health_url: Output[str]
    """The health check path, where anybody may ask."""
    release: CodeRelease
    domain_verification: Output[str]
    """The value of the TXT record `asuid.…` by which the site accepts a domain."""

    def __init__(self, name: str, args: WebAppArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("gatehouse:web_app:WebApp", name, None, opts)
        child = ResourceOptions(parent=self)
        label = f"web-{name}"
        site = _site(name, args, _vault_access(label, args, child), self)
        log = _container_log(label, args, site, child)
        release = _release(label, args, site, log, child)
        _send_telemetry(label, args, site, child)
        if args.domain:
            SiteDomain(label, _domain(args, site, release), child)
        self.domain_verification = site.custom_domain_verification_id.apply(str)
        self.site_id = site.id
        self.site_name = site.name
        self.release = release
        self.host_name = site.default_host_name
        self.url = Output.concat("https://", self.host_name, "/")
        self.health_url = Output.concat("https://", self.host_name, args.health_check_path)
        self.register_outputs({"hostName": self.host_name, "url": self.url})


def _vault_access(label: str, args: WebAppArgs, opts: ResourceOptions) -> Resource:
    return grant(
        f"{label}-key-vault-secrets-user",
        Role.KEY_VAULT_SECRETS_USER,
        principal_id=args.identity.principal_id,
        scope=args.platform.key_vault.vault_id,
        opts=opts,
    )


def _site(name: str, args: WebAppArgs, vault_access: Resource, parent: Resource) -> web.WebApp:
    return web.WebApp(
        NAME.apply(name),
        resource_group_name=args.platform.resource_group_name,
        kind="app,linux",
        end_to_end_encryption_enabled=args.scale.encrypts_to_the_instance,
        server_farm_id=_plan(name, args, parent).id,
        identity=web.ManagedServiceIdentityArgs(
            type=web.ManagedServiceIdentityType.USER_ASSIGNED,
            user_assigned_identities=[args.identity.id],
        ),
        key_vault_reference_identity=args.identity.id,
        virtual_network_subnet_id=args.platform.network.web_subnet.id,
        # Key Vault's firewall knows the app by its subnet alone. Not all traffic: the tokens of
        # the identity have their own way.
        outbound_vnet_routing=web.OutboundVnetRoutingArgs(application_traffic=True),
        https_only=True,
        client_affinity_enabled=False,
        site_config=_site_config(args),
        # Azure resolves the references at once, and remembers a refusal for a day.
        opts=ResourceOptions(
            parent=parent,
            depends_on=[vault_access, *args.platform.key_vault.endpoints, *args.site_depends_on],
        ),
    )


def _container_log(
    label: str, args: WebAppArgs, site: web.WebApp, opts: ResourceOptions
) -> Resource:
    """Declares the log behind the ban on passwords, both being the site's configuration.

    Azure refuses two changes of one site's configuration at a time.
    """
    group = args.platform.resource_group_name
    basic_auth = refuse_basic_auth(label, group, site, opts)
    return keep_container_log(
        label, group, site, ResourceOptions.merge(opts, ResourceOptions(depends_on=basic_auth))
    )


def _release(
    label: str, args: WebAppArgs, site: web.WebApp, log: Resource, opts: ResourceOptions
) -> CodeRelease:
    return CodeRelease(
        label,
        CodeReleaseArgs(
            resource_group_name=args.platform.resource_group_name,
            site_name=site.name,
            source=args.source,
            artifact_store=args.platform.artifact_store,
            one_deploy={"type": "zip"},
            depends_on=[log, *args.code_depends_on],
        ),
        opts,
    )


def _send_telemetry(label: str, args: WebAppArgs, site: web.WebApp, opts: ResourceOptions) -> None:
    """Sends the site's logs to the workspace, and lets its code send metrics and traces."""
    monitoring = args.platform.monitoring
    send_diagnostics(
        label,
        resource_id=site.id,
        workspace_id=monitoring.workspace_id,
        logs=LOGS,
        opts=opts,
    )
    grant(
        f"{label}-monitoring-metrics-publisher",
        Role.MONITORING_METRICS_PUBLISHER,
        principal_id=args.identity.principal_id,
        scope=monitoring.application_insights_id,
        opts=opts,
    )


def _domain(args: WebAppArgs, site: web.WebApp, release: CodeRelease) -> SiteDomainArgs:
    return SiteDomainArgs(
        resource_group_name=args.platform.resource_group_name,
        site=site,
        domain=args.domain,
        depends_on=[release],
    )


def _plan(name: str, args: WebAppArgs, parent: Resource) -> web.AppServicePlan:
    return web.AppServicePlan(
        PLAN_NAME.apply(name),
        resource_group_name=args.platform.resource_group_name,
        kind="linux",
        reserved=True,
        sku=web.SkuDescriptionArgs(name=args.scale.sku, capacity=args.scale.instances),
        zone_redundant=args.scale.zone_redundant,
        # The subnet can be deleted only after the plan whose instances are in it.
        opts=ResourceOptions(parent=parent, depends_on=[args.platform.network.web_subnet]),
    )


def _site_config(args: WebAppArgs) -> web.SiteConfigArgsDict:
    # Not SiteConfigArgs: the class adds settings of Windows, such as netFrameworkVersion.
    return {
        "linux_fx_version": f"PYTHON|{args.scale.python_version}",
        "app_command_line": args.startup_command,
        "app_settings": [
            {"name": name, "value": value} for name, value in _app_settings(args).items()
        ],
        "always_on": True,
        "health_check_path": args.health_check_path,
        "min_tls_version": web.SupportedTlsVersions.SUPPORTED_TLS_VERSIONS_1_2,
        "scm_min_tls_version": web.SupportedTlsVersions.SUPPORTED_TLS_VERSIONS_1_2,
        "ftps_state": web.FtpsState.DISABLED,
        "http20_enabled": True,
        "remote_debugging_enabled": False,
    }


def _app_settings(args: WebAppArgs) -> dict[str, Input[str]]:
    key_vault = args.platform.key_vault
    return {
        "APPLICATIONINSIGHTS_CONNECTION_STRING": args.platform.monitoring.connection_string,
        "AZURE_CLIENT_ID": args.identity.client_id,
        # Oryx installs requirements.txt when the zip arrives.
        "SCM_DO_BUILD_DURING_DEPLOYMENT": "true",
        **args.settings,
        **{name: key_vault.reference(secret) for name, secret in args.secrets.items()},
    }
