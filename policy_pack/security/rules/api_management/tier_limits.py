"""The differences between the tiers of API Management, as data.

https://learn.microsoft.com/azure/api-management/api-management-features
"""

from __future__ import annotations

from dataclasses import dataclass

CONSUMPTION = "Consumption"
CLASSIC = ("Developer", "Basic", "Standard", "Premium")
V2 = ("BasicV2", "StandardV2")

FEATURES = "https://learn.microsoft.com/azure/api-management/api-management-features"
SERVICE_REFERENCE = (
    "https://learn.microsoft.com/rest/api/apimanagement/api-management-service/create-or-update"
)
CLIENT_CERTIFICATE = "https://github.com/pulumi/pulumi-azure-native/issues/1865"
CIPHERS = (
    "https://learn.microsoft.com/azure/api-management/api-management-howto-manage-protocols-ciphers"
)
NETWORKS = "https://learn.microsoft.com/azure/api-management/virtual-network-concepts"
UNITS = "https://learn.microsoft.com/azure/api-management/upgrade-and-scale"


@dataclass(frozen=True, slots=True)
class Limited:
    """One property of the service that only some tiers take."""

    property: str
    tiers: tuple[str, ...]
    """Those that take it."""
    source: str
    values: tuple[object, ...] = ()
    """Those that the other tiers refuse; any, when there are none here."""


LIMITED: tuple[Limited, ...] = (
    Limited("enableClientCertificate", (CONSUMPTION,), CLIENT_CERTIFICATE, (False,)),
    Limited("customProperties", CLASSIC, CIPHERS),
    Limited("certificates", CLASSIC, FEATURES),
    Limited("zones", ("Premium",), FEATURES),
    Limited("additionalLocations", ("Premium",), FEATURES),
    Limited("publicIpAddressId", ("Developer", "Premium"), SERVICE_REFERENCE),
    Limited(
        "virtualNetworkType",
        ("Developer", "Premium", "StandardV2"),
        NETWORKS,
        ("External", "Internal"),
    ),
)

UNITS_OF = {
    CONSUMPTION: (0, 0),
    "Developer": (1, 1),
    "Basic": (1, 2),
    "Standard": (1, 4),
    "Premium": (1, 31),
    "BasicV2": (1, 10),
    "StandardV2": (1, 10),
}
"""Tier → least and most units. See UNITS."""

PARTS = {
    "azure-native:apimanagement:Gateway": ("Developer", "Premium"),
    "azure-native:apimanagement:Workspace": ("Premium",),
}
"""Type of a part of a service → the tiers that have it. See FEATURES."""
