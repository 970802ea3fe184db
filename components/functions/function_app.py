"""A Python function app on the Flex Consumption plan.

https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pulumi import ComponentResource, Input, Output, ResourceOptions

from components.azure.diagnostic_setting import send_diagnostics
from components.azure.identity import user_assigned_identity
from components.azure.roles import Role, grant
from components.database.app_database import AppDatabase, DatabaseArgs, app_database
from components.functions.function_site import FunctionSiteArgs, function_site, host_settings
from components.functions.storage import FunctionStorage, FunctionStorageArgs
from components.functions.vault_access import let_read_vault
from components.platform.setting_names import refuse_settings_of
from components.release.code_release import CodeRelease, CodeReleaseArgs
from components.release.publishing import refuse_basic_auth

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pulumi import Resource
    from pulumi_azure_native import keyvault, managedidentity, web
    from pulumi_azure_native.network import Subnet

    from components.functions.function_site import FunctionScale
    from components.platform.platform import Platform
    from components.platform.private_network import PrivateNetwork


@dataclass(frozen=True, kw_only=True)
class FunctionAppArgs:
    """The code of a function app, its settings, and what it reaches."""

    platform: Platform
    source: Path
    """The folder with function_app.py, host.json and requirements.txt."""
    settings: Mapping[str, Input[str]]
    """App settings beside those that the host itself needs."""
    secrets: Mapping[str, keyvault.Secret] = field(default_factory=dict)
    """App settings that lie in the key vault."""
    database: DatabaseArgs | None = None
    scale: FunctionScale


class FunctionApp(ComponentResource):
    """Runs the code under an identity of its own; every call needs the app's function key.

    With a database or secrets its instances are in the virtual network, from where alone both are
    reached; so they are where vault and storage are closed to the public.
    """

    site_id: Output[str]
    site_name: Output[str]
    host_name: Output[str]
    release: CodeRelease
    """The host has keys once it runs, which it does with the code and not with the site."""
    database: AppDatabase | None = None

    def __init__(
        self, name: str, args: FunctionAppArgs, opts: ResourceOptions | None = None
    ) -> None:
        super().__init__("gatehouse:function_app:FunctionApp", name, None, opts)
        child = ResourceOptions(parent=self)
        platform = args.platform
        identity = user_assigned_identity(f"func-{name}", platform.resource_group_name, child)
        if args.database:
            self.database = app_database(
                f"func-{name}", args.database, platform=platform, identity=identity, opts=child
            )
        site = self._site(name, args, identity)
        basic_auth = refuse_basic_auth(name, platform.resource_group_name, site, child)
        self.release = CodeRelease(
            name,
            CodeReleaseArgs(
                resource_group_name=platform.resource_group_name,
                site_name=site.name,
                source=args.source,
                artifact_store=platform.artifact_store,
                one_deploy={"remoteBuild": True},
                depends_on=[*basic_auth, *([self.database.ready] if self.database else [])],
            ),
            child,
        )
        send_diagnostics(
            platform.part("site", name),
            resource_id=site.id,
            workspace_id=platform.monitoring.workspace_id,
            logs=["FunctionAppLogs", "AppServiceAuthenticationLogs"],
            opts=child,
        )
        self.site_id = site.id
        self.site_name = site.name
        self.host_name = site.default_host_name
        self.register_outputs({"siteId": self.site_id, "hostName": self.host_name})

    def _site(
        self, name: str, args: FunctionAppArgs, identity: managedidentity.UserAssignedIdentity
    ) -> web.WebApp:
        host_storage, before = self._host_storage(name, args, identity)
        own = {
            **host_settings(args.platform, identity, host_storage),
            **self._database_settings(identity),
        }
        kept = self.database.secrets if self.database else {}
        given = [*args.settings, *args.secrets]
        refuse_settings_of(f"the function app {name}", [*own, *kept], given)
        self.settings = {**own, **args.settings}
        self.secrets = {**args.secrets, **kept}
        if self.secrets:
            child = ResourceOptions(parent=self)
            before += let_read_vault(f"func-{name}", args.platform, identity, child)
        return function_site(
            name,
            FunctionSiteArgs(
                platform=args.platform,
                identity=identity,
                host_storage=host_storage,
                scale=args.scale,
                subnet=self._subnet(args.platform.network),
                settings=self.settings,
                secrets=self.secrets,
                depends_on=before,
            ),
            self,
        )

    def _subnet(self, network: PrivateNetwork) -> Subnet | None:
        needed = network.private_endpoints or self.database or self.secrets
        return network.functions_subnet() if needed else None

    def _database_settings(
        self, identity: managedidentity.UserAssignedIdentity
    ) -> dict[str, Input[str]]:
        if self.database is None:
            return {}
        return {
            # Of several identities, the one that the libraries of Azure take.
            "AZURE_CLIENT_ID": identity.client_id,
            **self.database.settings,
            "DBPORT": "5432",
        }

    def _host_storage(
        self, name: str, args: FunctionAppArgs, identity: managedidentity.UserAssignedIdentity
    ) -> tuple[FunctionStorage, list[Resource]]:
        """Declares what the host works with; returns its storage, and what the site waits for."""
        child = ResourceOptions(parent=self)
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
        return host_storage, [*host_storage.grants, *host_storage.endpoints, publisher]
