"""The network that the database lives in, and that nothing but the web app reaches it through.

In production apps also reach vault and storage through it, which are closed to the public.

https://learn.microsoft.com/azure/postgresql/network/concepts-networking-private
"""

from __future__ import annotations

from dataclasses import dataclass

from pulumi import ComponentResource, Input, Output, Resource, ResourceOptions
from pulumi_azure_native import network, privatedns

from components.azure.cloud_hosts import POSTGRES
from components.azure.naming import NameRule
from components.platform.private_endpoints import GLOBAL, PrivateEndpoints, PrivateEndpointsArgs

VIRTUAL_NETWORK_NAME = NameRule("vnet", 64)
SECURITY_GROUP_NAME = NameRule("nsg", 80)
ADDRESS_SPACE = "10.0.0.0/24"
ZONE_SUFFIX = f"private.{POSTGRES}"
MANAGEMENT_PORTS = ["22", "3389"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenant:
    """The use of a subnet."""

    name: str
    address_prefix: str
    """Of 64 addresses, 5 of which Azure keeps; an app instance takes one, and two in an upgrade.

    https://learn.microsoft.com/azure/app-service/overview-vnet-integration#subnet-requirements
    """
    delegated_to: str | None = None
    """The only kind of resource that may move in."""
    service_endpoint: str | None = None
    """The service that it reaches under its own address, which a firewall there can know."""


# The server would add its service endpoint by itself: it keeps its log archive there.
DATABASE = Tenant(
    name="database",
    address_prefix="10.0.0.0/26",
    delegated_to="Microsoft.DBforPostgreSQL/flexibleServers",
    service_endpoint="Microsoft.Storage",
)
WEB = Tenant(
    name="web",
    address_prefix="10.0.0.64/26",
    delegated_to="Microsoft.Web/serverFarms",
    service_endpoint="Microsoft.KeyVault",
)

# Flex Consumption, whatever else is delegated to container apps. Several apps can share it; Azure
# wants no service endpoints in it.
# https://learn.microsoft.com/azure/azure-functions/flex-consumption-how-to#enable-virtual-network-integration
FUNCTIONS = Tenant(
    name="functions", address_prefix="10.0.0.128/26", delegated_to="Microsoft.App/environments"
)
ENDPOINTS = Tenant(name="endpoints", address_prefix="10.0.0.192/26")


@dataclass(frozen=True, kw_only=True)
class PrivateNetworkArgs:
    """The settings of the network."""

    resource_group_name: Input[str]
    private_endpoints: bool
    """True when every app is in the network, and reaches what is closed to the public."""


class PrivateNetwork(ComponentResource):
    """A virtual network with a subnet for the database, one for web apps, and private DNS."""

    database_subnet: network.Subnet
    web_subnet: network.Subnet
    zone_id: Output[str]
    """Of the DNS zone in which the database server finds its address."""
    zone_link: Resource
    """The database server has to wait for it."""
    private_endpoints: PrivateEndpoints | None = None
    """Where they were asked for: what has such an endpoint is closed to the public."""
    _functions_subnet: network.Subnet | None = None
    _endpoints: PrivateEndpoints | None = None

    def __init__(
        self, name: str, args: PrivateNetworkArgs, opts: ResourceOptions | None = None
    ) -> None:
        super().__init__("gatehouse:private_network:PrivateNetwork", name, None, opts)
        self._name, self._args = name, args
        child = ResourceOptions(parent=self)
        self._network = virtual_network = network.VirtualNetwork(
            VIRTUAL_NETWORK_NAME.apply(name),
            resource_group_name=args.resource_group_name,
            address_space=network.AddressSpaceArgs(address_prefixes=[ADDRESS_SPACE]),
            # Its subnets are resources of their own; seen from here they would be strangers.
            opts=ResourceOptions(parent=self, ignore_changes=["subnets"]),
        )
        self.database_subnet = _subnet(name, DATABASE, args, virtual_network, child)
        self.web_subnet = self._subnet(WEB, after=self.database_subnet)
        if args.private_endpoints:
            self.private_endpoints = self.endpoints()
        zone = privatedns.PrivateZone(
            "database",
            private_zone_name=f"{name.lower()}.{ZONE_SUFFIX}",
            resource_group_name=args.resource_group_name,
            location=GLOBAL,
            opts=child,
        )
        self.zone_link = privatedns.VirtualNetworkLink(
            "database",
            virtual_network_link_name="database",
            private_zone_name=zone.name,
            resource_group_name=args.resource_group_name,
            location=GLOBAL,
            registration_enabled=False,
            virtual_network=privatedns.SubResourceArgs(id=virtual_network.id),
            opts=child,
        )
        self.zone_id = zone.id
        self.register_outputs(
            {
                "databaseSubnetId": self.database_subnet.id,
                "webSubnetId": self.web_subnet.id,
                "zoneId": self.zone_id,
            }
        )

    def functions_subnet(self) -> network.Subnet:
        """Returns the subnet for function apps; without private endpoints, the first call makes it.

        An app outside of it reaches neither the database nor what is closed to the public.
        """
        if self._functions_subnet is None:
            self._functions_subnet = self._subnet(FUNCTIONS, after=self.web_subnet)
        return self._functions_subnet

    def endpoints(self) -> PrivateEndpoints:
        """Returns what adds private endpoints to the network; the first call makes their subnet."""
        if self._endpoints is None:
            self._endpoints = PrivateEndpoints(
                self._name,
                PrivateEndpointsArgs(
                    resource_group_name=self._args.resource_group_name,
                    virtual_network_id=self._network.id,
                    subnet=self._subnet(ENDPOINTS, after=self.functions_subnet()),
                ),
                ResourceOptions(parent=self),
            )
        return self._endpoints

    def _subnet(self, tenant: Tenant, after: Resource) -> network.Subnet:
        # Azure refuses two changes of one network at a time.
        opts = ResourceOptions(parent=self, depends_on=[after])
        return _subnet(self._name, tenant, self._args, self._network, opts)


def _subnet(
    name: str,
    tenant: Tenant,
    args: PrivateNetworkArgs,
    virtual_network: network.VirtualNetwork,
    opts: ResourceOptions,
) -> network.Subnet:
    group = network.NetworkSecurityGroup(
        SECURITY_GROUP_NAME.apply(f"{tenant.name}-{name}"),
        resource_group_name=args.resource_group_name,
        security_rules=[_deny_management()],
        opts=ResourceOptions(parent=opts.parent),
    )
    return network.Subnet(
        tenant.name,
        subnet_name=tenant.name,
        resource_group_name=args.resource_group_name,
        virtual_network_name=virtual_network.name,
        address_prefix=tenant.address_prefix,
        network_security_group=network.NetworkSecurityGroupArgs(id=group.id),
        # What is delegated has ways out of its own.
        default_outbound_access=None if tenant.delegated_to else False,
        delegations=_delegations(tenant),
        service_endpoints=_service_endpoints(tenant),
        opts=opts,
    )


def _delegations(tenant: Tenant) -> list[network.DelegationArgs] | None:
    if tenant.delegated_to is None:
        return None
    return [network.DelegationArgs(name=tenant.name, service_name=tenant.delegated_to)]


def _service_endpoints(
    tenant: Tenant,
) -> list[network.ServiceEndpointPropertiesFormatArgs] | None:
    if tenant.service_endpoint is None:
        return None
    return [network.ServiceEndpointPropertiesFormatArgs(service=tenant.service_endpoint)]


def _deny_management() -> network.SecurityRuleArgs:
    return network.SecurityRuleArgs(
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
