from __future__ import annotations

from dataclasses import replace

import pytest

from components.azure.regions import regions
from components.database import server_scale
from components.database.server_scale import PostgresScale, contradictions

CHEAP = PostgresScale(
    version="17",
    sku="Standard_B1ms",
    storage_gb=32,
    backup_retention_days=7,
    high_availability="Disabled",
    geo_redundant_backup=False,
)


@pytest.mark.parametrize(
    ("sku", "tier"),
    [
        ("Standard_B1ms", "Burstable"),
        ("Standard_B12ms", "Burstable"),
        ("Standard_B2s", "Burstable"),
        ("Standard_D2ds_v5", "GeneralPurpose"),
        ("Standard_D4ads_v5", "GeneralPurpose"),
        ("Standard_D2s_v3", "GeneralPurpose"),
        ("Standard_E4ds_v4", "MemoryOptimized"),
    ],
)
def test_the_sku_tells_its_tier(sku: str, tier: str) -> None:
    assert server_scale.SKU.fullmatch(sku)
    assert replace(CHEAP, sku=sku).tier == tier


@pytest.mark.parametrize("sku", ["B1ms", "Standard_B1", "Standard_D2", "Standard_F2s_v2", ""])
def test_a_size_of_other_machines_is_none_of_ours(sku: str) -> None:
    assert server_scale.SKU.fullmatch(sku) is None


@pytest.mark.parametrize(
    ("scale", "location", "settings"),
    [
        (CHEAP, "polandcentral", []),
        (replace(CHEAP, geo_redundant_backup=True), "westeurope", []),
        (
            replace(CHEAP, geo_redundant_backup=True),
            "polandcentral",
            ["databaseGeoRedundantBackup"],
        ),
        (
            replace(CHEAP, high_availability="SameZone"),
            "westeurope",
            ["databaseHighAvailability"],
        ),
        (
            replace(CHEAP, high_availability="ZoneRedundant", geo_redundant_backup=True),
            "italynorth",
            ["databaseHighAvailability", "databaseGeoRedundantBackup"],
        ),
        (
            replace(CHEAP, high_availability="ZoneRedundant", sku="Standard_D2ds_v5"),
            "westeurope",
            [],
        ),
        (
            replace(CHEAP, high_availability="ZoneRedundant", sku="Standard_D2ds_v5"),
            "ukwest",
            ["databaseHighAvailability"],
        ),
        (
            replace(CHEAP, high_availability="SameZone", sku="Standard_D2ds_v5"),
            "ukwest",
            [],
        ),
    ],
)
def test_what_azure_would_refuse_is_found(
    scale: PostgresScale, location: str, settings: list[str]
) -> None:
    assert [one[0] for one in contradictions(scale, regions()[location])] == settings
