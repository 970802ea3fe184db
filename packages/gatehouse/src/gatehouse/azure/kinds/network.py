"""Virtual networks, private endpoints and private DNS."""

from __future__ import annotations

from gatehouse.azure.kinds.kind import ResourceKind, Service
from gatehouse.azure.kinds.name_rule import NameRule
from gatehouse.azure.kinds.price import Charge, Price

_ENDPOINT = "Microsoft.Network/privateEndpoints/{privateEndpointName}"
_NETWORK = "Microsoft.Network/virtualNetworks/{virtualNetworkName}"
_ZONE = "Microsoft.Network/privateDnsZones/{privateZoneName}"
_WORDS = "letters, digits, '.', '_' and '-', a letter or digit first, no '.' or '-' last"
_CHILD = NameRule(r"[A-Za-z0-9]([\w.-]{0,78}\w)?", f"1 to 80 {_WORDS}")
_WHOLE = NameRule(r"(?=..)[A-Za-z0-9]([\w.-]{0,62}\w)?", f"2 to 64 {_WORDS}")
_FREE = Price(free="networks without gateways and peerings are not charged")

NETWORK = Service(
    kinds=(
        ResourceKind(
            "azure-native:network:NetworkSecurityGroup",
            "Microsoft.Network/networkSecurityGroups/{networkSecurityGroupName}",
            name=_CHILD,
            price=_FREE,
        ),
        ResourceKind(
            "azure-native:network:PrivateDnsZoneGroup",
            f"{_ENDPOINT}/privateDnsZoneGroups/{{privateDnsZoneGroupName}}",
            name=_CHILD,
            price=Price(free="part of its private endpoint"),
        ),
        ResourceKind(
            "azure-native:network:PrivateEndpoint",
            _ENDPOINT,
            name=_WHOLE,
            price=Price(
                charges=(
                    Charge(what="the endpoint", price=0.01, quantity=("$hours",)),
                    Charge(what="data in and out", price=0.01, quantity=("$endpoint_gb",)),
                )
            ),
        ),
        ResourceKind(
            "azure-native:network:Subnet",
            f"{_NETWORK}/subnets/{{subnetName}}",
            name=_CHILD,
            price=_FREE,
        ),
        ResourceKind("azure-native:network:VirtualNetwork", _NETWORK, name=_WHOLE, price=_FREE),
        ResourceKind(
            "azure-native:privatedns:PrivateZone",
            _ZONE,
            name=NameRule(
                r"(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_]([a-z0-9_-]{0,62})){1,33}",
                "2 to 34 labels of 1 to 63 lower-case letters, digits, '_' and '-', joined by '.'",
            ),
            price=Price(
                charges=(
                    Charge(what="the zone", price=0.5, quantity=(1,)),
                    Charge(what="queries", price=0.4, per=1000000, quantity=("$dns_queries",)),
                )
            ),
        ),
        ResourceKind(
            "azure-native:privatedns:VirtualNetworkLink",
            f"{_ZONE}/virtualNetworkLinks/{{virtualNetworkLinkName}}",
            name=_CHILD,
            price=Price(free="part of its zone"),
        ),
    )
)
