"""The size and the backups of a PostgreSQL server, and the combinations that Azure refuses.

https://learn.microsoft.com/azure/postgresql/compute-storage/concepts-compute
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from components.azure.regions import zoned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from components.azure.regions import Region

VERSIONS = ("14", "15", "16", "17", "18")
SKU = re.compile(r"Standard_(B\d+m?s|[DE]\d+a?ds_v[45]|[DE]\d+s_v3)")
BURSTABLE = "Burstable"
TIERS = {"B": BURSTABLE, "D": "GeneralPurpose", "E": "MemoryOptimized"}
STORAGE_GB = (32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32767)
NO_STANDBY = "Disabled"
ZONE_REDUNDANT = "ZoneRedundant"
HIGH_AVAILABILITY = (NO_STANDBY, "SameZone", ZONE_REDUNDANT)


@dataclass(frozen=True, kw_only=True)
class PostgresScale:
    """The version, size and backups of a server; all but the last can be changed while it runs."""

    version: str
    """One of VERSIONS; Azure upgrades in place, and never back."""
    sku: str
    """Such as Standard_B1ms or Standard_D2ds_v5."""
    storage_gb: int
    """One of STORAGE_GB; grows by itself and never shrinks."""
    backup_retention_days: int
    """7 to 35."""
    high_availability: str
    """One of HIGH_AVAILABILITY: where a standby waits."""
    geo_redundant_backup: bool
    """Fixed when the server is made."""

    @property
    def tier(self) -> str:
        """Azure's word for the family that the SKU belongs to."""
        return TIERS[self.sku.removeprefix("Standard_")[0]]


def contradictions(scale: PostgresScale, region: Region) -> Iterator[tuple[str, object, str, str]]:
    """Yields setting, given, allowed and remedy for what Azure would refuse."""
    if scale.high_availability != NO_STANDBY and scale.tier == BURSTABLE:
        yield (
            "databaseHighAvailability",
            scale.high_availability,
            f"{NO_STANDBY} with the Burstable {scale.sku}",
            "set databaseSku to a D or E size such as Standard_D2ds_v5: Burstable has no standby",
        )
    if scale.high_availability == ZONE_REDUNDANT and not region.zones:
        yield (
            "databaseHighAvailability",
            scale.high_availability,
            f"{NO_STANDBY} or SameZone in {region.name}",
            f"choose a region with availability zones, such as {zoned(region)}",
        )
    if scale.geo_redundant_backup and region.pair is None:
        instead = region.instead(lambda one: one.pair is not None and one.flex)
        yield (
            "databaseGeoRedundantBackup",
            "true",
            f"false in {region.name}",
            f"choose a region that has a pair, such as {instead}: {region.name} has none",
        )
