"""Checks whether the subscription has processors left for the declared database.

https://learn.microsoft.com/rest/api/postgresql/quota-usages/list
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from gatehouse.azure_cli.database_offer import ASK, SERVER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gatehouse.azure_cli.az import Az
    from gatehouse.azure_cli.target import Target

VERSION = "2025-08-01"
SKU = re.compile(r"Standard_([A-Z])(\d+)([a-z]*)(?:_(v\d+))?")
TOTAL = "cores"
BURSTABLE = "B"


async def look(az: Az, target: Target) -> list[str]:
    """Returns a remedy for every quota that is too small; what is deployed already counts in it."""
    found: list[str] = []
    for server in target.declared(SERVER):
        if not target.has(server):
            region = target.region_of(server)
            path = f"providers/Microsoft.DBforPostgreSQL/locations/{region}"
            answer = await az.get(f"{path}/resourceType/flexibleServers/usages", VERSION)
            found += _short_of(answer["value"], server.inputs, region)
    return found


def _short_of(
    quotas: Iterable[Mapping[str, Any]], wanted: Mapping[str, Any], region: str
) -> Iterator[str]:
    sku = SKU.fullmatch(wanted["sku"]["name"])
    if sku is None:
        return
    # A standby is a second server of the same size.
    standby = wanted.get("highAvailability", {}).get("mode", "Disabled") != "Disabled"
    cores = int(sku[2]) * (2 if standby else 1)
    for quota in quotas:
        name = quota["name"]["value"]
        free = quota["limit"] - quota["currentValue"]
        if name.lower() in {TOTAL, family(sku).lower()} and free < cores:
            yield (
                f"{region} has {free} of {quota['limit']} {name} left, and {cores} are needed: "
                f"ask for more: {ASK}"
            )


def family(sku: re.Match[str]) -> str:
    """Returns the quota's name: standardDDSv5Family counts Standard_D2ds_v5 and its like."""
    letter, _, features, version = sku.groups(default="")
    return f"standard{letter}{'S' if letter == BURSTABLE else features.upper()}{version}Family"
