"""Private endpoints: addresses in the network for services that are closed to the public.

https://learn.microsoft.com/azure/private-link/private-endpoint-dns

Example: an app reads `st1.blob.core.windows.net`. Azure's DNS answers that this is an alias of
`st1.privatelink.blob.core.windows.net`. The network is linked to a zone in which there is the
endpoint's address for it, such as 10.0.0.196. Anywhere else the alias leads to the account's public
address, which lets nobody in. The app's settings are the same in both cases.
"""

from __future__ import annotations

from dataclasses import dataclass

from pulumi import ComponentResource, Input, Resource, ResourceOptions
from pulumi_azure_native import network, privatedns

from components.azure.cloud_hosts import PRIVATE_LINK
from components.azure.naming import NameRule, part_name

NAME = NameRule("pep", 64)
GLOBAL = "global"
"""The location of DNS zones, whatever region they serve."""


@dataclass(frozen=True, kw_only=True)
class PrivateEndpointsArgs:
    """The network and the subnet that private endpoints are in."""

    resource_group_name: Input[str]
    virtual_network_id: Input[str]
    subnet: network.Subnet
    """The subnet of the endpoints' addresses; nothing is delegated there."""


class PrivateEndpoints(ComponentResource):
    """One DNS zone for each kind of service, in which the network finds its endpoints."""

    def __init__(
        self, name: str, args: PrivateEndpointsArgs, opts: ResourceOptions | None = None
    ) -> None:
        super().__init__("gatehouse:private_endpoints:PrivateEndpoints", name, None, opts)
        self._name = name
        self._args = args
        self._links: dict[str, privatedns.VirtualNetworkLink] = {}
        self._zones: dict[str, privatedns.PrivateZone] = {}
        self.register_outputs({})

    def add(
        self, service: str, resource_id: Input[str], opts: ResourceOptions, component: str = ""
    ) -> Resource:
        """Lets the network reach a part of a resource, one of cloud_hosts.PRIVATE_LINK.

        `component` is the name of the one that has the resource; by default the workload's own.
        Returns the last resource, with which the public name leads to the endpoint: users of the
        service have to wait for it.
        """
        if service not in self._zones:
            self._zones[service] = self._zone(service)
            self._links[service] = self._link(service)
        endpoint = network.PrivateEndpoint(
            NAME.apply(f"{service}-{component or self._name}"),
            resource_group_name=self._args.resource_group_name,
            subnet={"id": self._args.subnet.id},
            private_link_service_connections=[
                network.PrivateLinkServiceConnectionArgs(
                    name=service, private_link_service_id=resource_id, group_ids=[service]
                )
            ],
            opts=opts,
        )
        # The group writes the endpoint's address into the zone, and keeps it right.
        return network.PrivateDnsZoneGroup(
            part_name(service, component, self._name),
            private_dns_zone_group_name="default",
            private_endpoint_name=endpoint.name,
            resource_group_name=self._args.resource_group_name,
            private_dns_zone_configs=[
                network.PrivateDnsZoneConfigArgs(
                    name=service, private_dns_zone_id=self._zones[service].id
                )
            ],
            # The network asks the zone only once they are linked.
            opts=ResourceOptions.merge(opts, ResourceOptions(depends_on=[self._links[service]])),
        )

    def _zone(self, service: str) -> privatedns.PrivateZone:
        return privatedns.PrivateZone(
            service,
            private_zone_name=PRIVATE_LINK[service],
            resource_group_name=self._args.resource_group_name,
            location=GLOBAL,
            opts=ResourceOptions(parent=self),
        )

    def _link(self, service: str) -> privatedns.VirtualNetworkLink:
        return privatedns.VirtualNetworkLink(
            service,
            virtual_network_link_name=service,
            private_zone_name=self._zones[service].name,
            resource_group_name=self._args.resource_group_name,
            location=GLOBAL,
            registration_enabled=False,
            virtual_network=privatedns.SubResourceArgs(id=self._args.virtual_network_id),
            opts=ResourceOptions(parent=self),
        )
