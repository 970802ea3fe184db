"""Rules for virtual networks and their subnets.

https://learn.microsoft.com/azure/security/fundamentals/network-best-practices
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...problem import Problem
from ...property_rule import FALSE, Demand, property_rule
from ...rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...resource import Resource, Stack

NETWORK = "azure-native:network:VirtualNetwork"
SUBNET = "azure-native:network:Subnet"
FLOW_LOG = "azure-native:network:FlowLog"
WITHOUT_GROUP = ("GatewaySubnet", "AzureFirewallSubnet", "AzureFirewallManagementSubnet")
"""Subnets that Azure itself looks after."""


def _is_azures_own(subnet: Resource) -> bool:
    return subnet.get("subnetName") in WITHOUT_GROUP


def _is_delegated(subnet: Resource) -> bool:
    return bool(subnet.items("delegations"))


def _flow_log(network: Resource, stack: Stack) -> Iterator[Problem]:
    if not any(stack.linked(network, "targetResourceId", FLOW_LOG)):
        remedy = "declare a network.FlowLog below the region's network watcher"
        yield Problem("flowLogs", None, "a flow log that keeps what flows", remedy)


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
    Rule(
        id="CIS.6.1.5",
        also=("CIS 7.5",),
        source="https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview",
        what="What flows through a network is logged",
        applies_to=(NETWORK,),
        judge=_flow_log,
        alone=False,
    ),
)
