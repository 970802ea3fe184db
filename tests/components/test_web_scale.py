from __future__ import annotations

from dataclasses import replace

import pytest

from components.web_scale import WebScale, contradictions

CHEAP = WebScale(python_version="3.12", sku="B1", instances=1, zone_redundant=False)


@pytest.mark.parametrize(
    ("scale", "settings"),
    [
        (CHEAP, []),
        (replace(CHEAP, instances=3), []),
        (replace(CHEAP, instances=4), ["webInstances"]),
        (replace(CHEAP, sku="S1", instances=10), []),
        (replace(CHEAP, sku="P0v3", instances=30), []),
        (replace(CHEAP, sku="P0v3", instances=31), ["webInstances"]),
        (replace(CHEAP, sku="P0v3", instances=2, zone_redundant=True), []),
        (replace(CHEAP, sku="P0v3", zone_redundant=True), ["webInstances"]),
        (replace(CHEAP, sku="S1", instances=2, zone_redundant=True), ["webZoneRedundant"]),
        (replace(CHEAP, zone_redundant=True), ["webZoneRedundant", "webInstances"]),
    ],
)
def test_what_azure_would_refuse_is_found(scale: WebScale, settings: list[str]) -> None:
    assert [one[0] for one in contradictions(scale)] == settings
