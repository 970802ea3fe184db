"""The rule that a site in a virtual network uses it for all that the app itself calls.

https://learn.microsoft.com/azure/app-service/configure-vnet-integration-routing
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...problem import Problem
from ...rule import Rule
from .site import SITES, is_flex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...resource import Resource, Stack

ROUTING = "outboundVnetRouting"
SINCE = "https://github.com/Azure/azure-cli/pull/32634"
WAYS = ("applicationTraffic", "allTraffic")


def _routed(site: Resource, _stack: Stack) -> Iterator[Problem]:
    # Flex Consumption sends everything through the network, whatever it is told.
    if not site.get("virtualNetworkSubnetId") or is_flex(site):
        return
    if not any(site.get(f"{ROUTING}.{way}") is True for way in WAYS):
        remedy = (
            "set it: firewalls that know the subnet, such as the vault's, refuse the app else; "
            "siteConfig.vnetRouteAllEnabled is no longer heard"
        )
        yield Problem(f"{ROUTING}.{WAYS[0]}", site.get(f"{ROUTING}.{WAYS[0]}"), "True", remedy)


RULES = (
    Rule(
        id="Gatehouse.AppService.OutboundRouting",
        source=SINCE,
        what="A site in a virtual network sends through it what the app itself calls",
        applies_to=SITES,
        judge=_routed,
    ),
)
