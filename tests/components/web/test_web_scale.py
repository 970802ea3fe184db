from __future__ import annotations

from dataclasses import replace

import pytest

from components.azure.regions import regions
from components.web.web_scale import WebScale, contradictions

CHEAP = WebScale(python_version="3.12", sku="B1", instances=1, zone_redundant=False)


@pytest.mark.parametrize(
    ("scale", "location", "settings"),
    [
        (CHEAP, "westeurope", []),
        (replace(CHEAP, instances=3), "westeurope", []),
        (replace(CHEAP, instances=4), "westeurope", ["webInstances"]),
        (replace(CHEAP, sku="S1", instances=10), "westeurope", []),
        (replace(CHEAP, sku="P0v3", instances=30), "westeurope", []),
        (replace(CHEAP, sku="P0v3", instances=31), "westeurope", ["webInstances"]),
        (replace(CHEAP, sku="P0v3", instances=2, zone_redundant=True), "westeurope", []),
        (replace(CHEAP, sku="P0v3", zone_redundant=True), "westeurope", ["webInstances"]),
        (
            replace(CHEAP, sku="S1", instances=2, zone_redundant=True),
            "westeurope",
            ["webZoneRedundant"],
        ),
        (replace(CHEAP, zone_redundant=True), "westeurope", ["webZoneRedundant", "webInstances"]),
        (
            replace(CHEAP, sku="P0v3", instances=2, zone_redundant=True),
            "ukwest",
            ["webZoneRedundant"],
        ),
    ],
)
def test_what_azure_would_refuse_is_found(
    scale: WebScale, location: str, settings: list[str]
) -> None:
    assert [one[0] for one in contradictions(scale, regions()[location])] == settings
