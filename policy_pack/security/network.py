"""Rules for virtual networks and their subnets.

https://learn.microsoft.com/azure/security/fundamentals/network-best-practices
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .property_rule import FALSE, Demand, property_rule

if TYPE_CHECKING:
    from .resource import Resource

NETWORK = "azure-native:network:VirtualNetwork"
SUBNET = "azure-native:network:Subnet"
WITHOUT_GROUP = ("GatewaySubnet", "AzureFirewallSubnet", "AzureFirewallManagementSubnet")
"""Subnets that Azure itself looks after."""


def _is_azures_own(subnet: Resource) -> bool:
    return subnet.get("subnetName") in WITHOUT_GROUP


def _is_delegated(subnet: Resource) -> bool:
    return bool(subnet.items("delegations"))


RULES = (
    property_rule(
        id="Azure.VNET.UseNSGs",
        ref="AZR-000263",
        what="Every subnet has a network security group",
        applies_to=(SUBNET,),
        path="networkSecurityGroup",
        demand=Demand("the id of a network security group", bool),
        remedy="declare a group for the subnet",
        unless=_is_azures_own,
    ),
    property_rule(
        id="Azure.VNET.PrivateSubnet",
        ref="AZR-000447",
        what="No machine reaches the Internet by an address that nobody asked for",
        applies_to=(SUBNET,),
        path="defaultOutboundAccess",
        demand=FALSE,
        remedy="set it; delegated subnets don't need it",
        unless=_is_delegated,
    ),
)
