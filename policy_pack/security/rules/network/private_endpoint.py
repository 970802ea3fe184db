"""The rule that a closed service's private endpoint is made before the sites that use it.

A site that starts earlier resolves the vault's name to its public address, which refuses it.

https://learn.microsoft.com/azure/private-link/private-endpoint-dns
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...problem import Problem
from ...rule import Rule
from ..app_service.site import SITES
from ..key_vault.vault import VAULT
from ..storage import ACCOUNT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...resource import Resource, Stack

ENDPOINT = "azure-native:network:PrivateEndpoint"
ZONE_GROUP = "azure-native:network:PrivateDnsZoneGroup"
ACCESS = {VAULT: "properties.publicNetworkAccess", ACCOUNT: "publicNetworkAccess"}
"""Type of a service that can be closed to the public → the property that closes it."""


def _reached(site: Resource, stack: Stack) -> Iterator[Problem]:
    earlier = stack.before(site)
    for service in stack.needed(site, *ACCESS):
        if str(service.get(ACCESS[service.type])).lower() != "disabled":
            continue
        if not site.get("virtualNetworkSubnetId"):
            remedy = "put it into the network, or open what it uses"
            yield Problem("virtualNetworkSubnetId", None, f"a way to {service.place}", remedy)
        groups = _zone_groups(service, stack)
        if not groups or groups - earlier:
            given = "made later, or side by side" if groups else None
            remedy = "let the site depend on the endpoint's DNS zone group"
            yield Problem(f"endpoint of {service.place}", given, "one that is made before", remedy)


def _zone_groups(service: Resource, stack: Stack) -> set[str]:
    """Returns the URNs of the DNS zone groups that give the service's name a private address."""
    return {
        group.urn
        for endpoint in stack.linked(service, "privateLinkServiceConnections", ENDPOINT)
        for group in stack.linked(endpoint, "privateEndpointName", ZONE_GROUP)
    }


RULES = (
    Rule(
        id="Gatehouse.Order.PrivateEndpoints",
        source="https://learn.microsoft.com/azure/private-link/private-endpoint-dns",
        what="A site reaches what is closed to the public before it is made",
        applies_to=SITES,
        judge=_reached,
        alone=False,
    ),
)
