"""The network that the database lives in, and that nothing but the web app reaches it through.

https://learn.microsoft.com/azure/postgresql/network/concepts-networking-private
"""

from __future__ import annotations

from dataclasses import dataclass

from pulumi import ComponentResource, Input, Output, Resource, ResourceOptions
from pulumi_azure_native import network, privatedns

from components import naming

ADDRESS_SPACE = "10.0.0.0/24"
DATABASE_PREFIX = "10.0.0.0/26"
WEB_PREFIX = "10.0.0.64/26"
"""62 addresses each; one app instance takes one, and twice that during an upgrade."""
ZONE_SUFFIX = "private.postgres.database.azure.com"
GLOBAL = "global"
"""Where Azure files DNS zones, whatever region they serve."""
MANAGEMENT_PORTS = ["22", "3389"]


@dataclass(frozen=True, kw_only=True)
class PrivateNetworkArgs:
    """What PrivateNetwork needs to know."""

    resource_group_name: Input[str]


class PrivateNetwork(ComponentResource):
    """A virtual network with a subnet for the database, one for web apps, and private DNS."""

    database_subnet: network.Subnet
    web_subnet: network.Subnet
    zone_id: Output[str]
    """Of the DNS zone in which the database server finds its address."""
    zone_link: Resource
    """The database server has to wait for it."""

    def __init__(
        self, name: str, args: PrivateNetworkArgs, opts: ResourceOptions | None = None
    ) -> None:
        super().__init__("gatehouse:private_network:PrivateNetwork", name, None, opts)
        virtual_network = network.VirtualNetwork(
            naming.VIRTUAL_NETWORK.apply(name),
            resource_group_name=args.resource_group_name,
            address_space=network.AddressSpaceArgs(address_prefixes=[ADDRESS_SPACE]),
            # Its subnets are resources of their own; seen from here they would be strangers.
            opts=ResourceOptions(parent=self, ignore_changes=["subnets"]),
        )
        self.database_subnet = network.Subnet(
            "database",
            subnet_name="database",
            resource_group_name=args.resource_group_name,
            virtual_network_name=virtual_network.name,
            address_prefix=DATABASE_PREFIX,
            network_security_group=_security_group(f"db-{name}", args, self),
            delegations=_delegation("Microsoft.DBforPostgreSQL/flexibleServers"),
            # The server would add it by itself: it keeps its log archive there.
            service_endpoints=_service_endpoint("Microsoft.Storage"),
            opts=ResourceOptions(parent=self),
        )
        self.web_subnet = network.Subnet(
            "web",
            subnet_name="web",
            resource_group_name=args.resource_group_name,
            virtual_network_name=virtual_network.name,
            address_prefix=WEB_PREFIX,
            network_security_group=_security_group(f"web-{name}", args, self),
            delegations=_delegation("Microsoft.Web/serverFarms"),
            service_endpoints=_service_endpoint("Microsoft.KeyVault"),
            # Azure refuses two changes of one network at a time.
            opts=ResourceOptions(parent=self, depends_on=[self.database_subnet]),
        )
        zone = privatedns.PrivateZone(
            "database",
            private_zone_name=f"{name.lower()}.{ZONE_SUFFIX}",
            resource_group_name=args.resource_group_name,
            location=GLOBAL,
            opts=ResourceOptions(parent=self),
        )
        self.zone_link = privatedns.VirtualNetworkLink(
            "database",
            virtual_network_link_name="database",
            private_zone_name=zone.name,
            resource_group_name=args.resource_group_name,
            location=GLOBAL,
            registration_enabled=False,
            virtual_network=privatedns.SubResourceArgs(id=virtual_network.id),
            opts=ResourceOptions(parent=self),
        )
        self.zone_id = zone.id
        self.register_outputs(
            {
                "databaseSubnetId": self.database_subnet.id,
                "webSubnetId": self.web_subnet.id,
                "zoneId": self.zone_id,
            }
        )


def _security_group(
    name: str, args: PrivateNetworkArgs, parent: Resource
) -> network.NetworkSecurityGroupArgs:
    group = network.NetworkSecurityGroup(
        naming.NETWORK_SECURITY_GROUP.apply(name),
        resource_group_name=args.resource_group_name,
        security_rules=[
            network.SecurityRuleArgs(
                name="deny-management-outbound",
                description="Nothing in here administers another machine",
                priority=200,
                direction=network.SecurityRuleDirection.OUTBOUND,
                access=network.SecurityRuleAccess.DENY,
                protocol=network.SecurityRuleProtocol.ASTERISK,
                source_address_prefix="VirtualNetwork",
                source_port_range="*",
                destination_address_prefix="*",
                destination_port_ranges=MANAGEMENT_PORTS,
            )
        ],
        opts=ResourceOptions(parent=parent),
    )
    return network.NetworkSecurityGroupArgs(id=group.id)


def _delegation(service_name: str) -> list[network.DelegationArgs]:
    name = service_name.replace("/", ".")
    return [network.DelegationArgs(name=name, service_name=service_name)]


def _service_endpoint(service: str) -> list[network.ServiceEndpointPropertiesFormatArgs]:
    return [network.ServiceEndpointPropertiesFormatArgs(service=service)]
