"""The size of the App Service plan of a web app, and what Azure refuses for it.

https://learn.microsoft.com/azure/app-service/overview-hosting-plans
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from components.azure.regions import zoned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from components.azure.regions import Region

INSTANCES = {
    **dict.fromkeys(("B1", "B2", "B3"), 3),
    **dict.fromkeys(("S1", "S2", "S3"), 10),
    **dict.fromkeys(("P0v3", "P1v3", "P2v3", "P3v3", "P0v4", "P1v4", "P2v4", "P3v4"), 30),
}
"""SKU → how many instances it scales out to. Free and shared plans can't join a network."""


@dataclass(frozen=True, kw_only=True)
class WebScale:
    """The size, number and zones of the instances."""

    python_version: str
    sku: str
    """One of INSTANCES."""
    instances: int
    zone_redundant: bool
    """Spreads the instances over availability zones; fixed when the plan is made."""

    @property
    def encrypts_to_the_instance(self) -> bool:
        """True when App Service's front end speaks TLS with the instance, too; Basic plans can't.

        https://learn.microsoft.com/azure/app-service/overview-tls
        """
        return not self.sku.startswith("B")


def contradictions(scale: WebScale, region: Region) -> Iterator[tuple[str, object, str, str]]:
    """Yields setting, given, allowed and remedy for what Azure would refuse."""
    most = INSTANCES[scale.sku]
    if scale.instances > most:
        yield (
            "webInstances",
            scale.instances,
            f"1 to {most} with {scale.sku}",
            "ask for fewer, or set webSku to a larger size such as P0v3",
        )
    if scale.zone_redundant and not scale.sku.startswith("P"):
        yield (
            "webZoneRedundant",
            "true",
            f"false with {scale.sku}",
            "set webSku to a Premium size such as P0v3: Basic and Standard stay in one zone",
        )
    if scale.zone_redundant and not region.zones:
        yield (
            "webZoneRedundant",
            "true",
            f"false in {region.name}",
            f"choose a region with availability zones, such as {zoned(region)}",
        )
    if scale.zone_redundant and scale.instances == 1:
        yield (
            "webInstances",
            scale.instances,
            "2 or more with webZoneRedundant",
            "one instance is in one zone: ask for two, or set webZoneRedundant to false",
        )
