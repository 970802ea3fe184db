"""Rules for network security groups.

https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...problem import Problem
from ...rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ...resource import Resource, Stack

GROUP = "azure-native:network:NetworkSecurityGroup"
ANYWHERE = {"*", "Internet", "0.0.0.0/0"}
MANAGEMENT_PORTS = (22, 3389)
HIGHEST_PORT = 65535


def _any_source(group: Resource, _stack: Stack) -> Iterator[Problem]:
    for one in _ordered(group, "Inbound"):
        sources = {one.get("sourceAddressPrefix"), *one.get("sourceAddressPrefixes", ())}
        if one.get("access") == "Allow" and sources & ANYWHERE:
            path = f"securityRules.{one.get('name')}.sourceAddressPrefix"
            given = ", ".join(sorted(sources & ANYWHERE))
            yield Problem(path, given, "addresses by name", "name who may come in")


def _lateral(group: Resource, _stack: Stack) -> Iterator[Problem]:
    # The lowest number is asked first and decides; with no rule of the group's own, Azure's allow.
    rules = _ordered(group, "Outbound")
    for port in MANAGEMENT_PORTS:
        first = next((one for one in rules if _covers(one, port)), {"access": None})
        if first["access"] != "Deny":
            remedy = "deny it: nobody administers another machine from in here"
            yield Problem(f"securityRules.outbound.{port}", first["access"], "Deny", remedy)


def _ordered(group: Resource, direction: str) -> list[Mapping[str, Any]]:
    rules = [one for one in group.items("securityRules") if one.get("direction") == direction]
    return sorted(rules, key=lambda one: one["priority"])


def _covers(rule: Mapping[str, Any], port: int) -> bool:
    ranges = [rule.get("destinationPortRange"), *rule.get("destinationPortRanges", ())]
    return any(_within(port, one) for one in ranges if one)


def _within(port: int, range_: str) -> bool:
    first, _, last = range_.replace("*", f"0-{HIGHEST_PORT}").partition("-")
    return int(first) <= port <= int(last or first)


RULES = (
    Rule(
        id="Azure.NSG.AnyInboundSource",
        ref="AZR-000137",
        what="Nothing comes in from just anywhere",
        applies_to=(GROUP,),
        judge=_any_source,
    ),
    Rule(
        id="Azure.NSG.LateralTraversal",
        ref="AZR-000139",
        what="No machine administers another over SSH or RDP",
        applies_to=(GROUP,),
        judge=_lateral,
    ),
)
