"""The resources that every app stands on: group, monitoring, network, vault, artifacts."""

from __future__ import annotations

from dataclasses import dataclass

from pulumi import ComponentResource, Output, ResourceOptions
from pulumi_azure_native import resources

from components.azure.naming import NameRule, part_name
from components.platform.artifact_store import ArtifactStore, ArtifactStoreArgs
from components.platform.key_vault import KeyVault, KeyVaultArgs
from components.platform.monitoring import Monitoring, MonitoringArgs
from components.platform.private_network import PrivateNetwork, PrivateNetworkArgs

NAME = NameRule("rg", 90)


@dataclass(frozen=True, kw_only=True)
class PlatformArgs:
    """The settings of the platform."""

    location: str
    log_retention_days: int
    """30 to 730."""
    log_daily_quota_gb: int
    """Logs beyond this are dropped until the next day."""
    production: bool
    """Protects what holds data or a public name against deletion, and closes vault and storage
    to the public."""
    zone_redundant_storage: bool = False
    """Keeps the zips of released code in three availability zones."""


class Platform(ComponentResource):
    """Made first, and passed on to every component that runs something."""

    name: str
    """The workload: the start of every physical name, after its kind."""
    resource_group_id: Output[str]
    resource_group_name: Output[str]
    monitoring: Monitoring
    network: PrivateNetwork
    key_vault: KeyVault
    artifact_store: ArtifactStore
    production: bool

    def __init__(self, name: str, args: PlatformArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("gatehouse:platform:Platform", name, None, opts)
        child = ResourceOptions(parent=self)
        group = resources.ResourceGroup(
            NAME.apply(name),
            location=args.location,
            opts=ResourceOptions(parent=self, protect=args.production),
        )
        self.production = args.production
        self.name = name
        self.resource_group_id = group.id
        self.resource_group_name = group.name
        self.monitoring = Monitoring(
            name,
            MonitoringArgs(
                resource_group_name=group.name,
                retention_days=args.log_retention_days,
                daily_quota_gb=args.log_daily_quota_gb,
            ),
            child,
        )
        self.network = PrivateNetwork(
            name,
            PrivateNetworkArgs(resource_group_name=group.name, private_endpoints=args.production),
            child,
        )
        self.key_vault = KeyVault(
            name,
            KeyVaultArgs(
                resource_group_name=group.name,
                workspace_id=self.monitoring.workspace_id,
                subnet_ids=[self.network.web_subnet.id],
                private_endpoints=self.network.private_endpoints,
                production=args.production,
            ),
            child,
        )
        self.artifact_store = ArtifactStore(
            name,
            ArtifactStoreArgs(
                resource_group_name=group.name,
                workspace_id=self.monitoring.workspace_id,
                zone_redundant=args.zone_redundant_storage,
            ),
            child,
        )
        self.register_outputs(
            {
                "resourceGroupName": self.resource_group_name,
                "keyVault": self.key_vault.vault_name,
                "applicationInsights": self.monitoring.application_insights_name,
            }
        )

    def part(self, name: str, component: str) -> str:
        """Returns the name of a component's part, as `part_name` does for this workload."""
        return part_name(name, component, self.name)
