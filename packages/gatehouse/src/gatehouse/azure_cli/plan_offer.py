"""Checks whether the region has the App Service plans that are declared.

https://learn.microsoft.com/cli/azure/functionapp#az-functionapp-list-flexconsumption-locations
https://learn.microsoft.com/cli/azure/appservice#az-appservice-list-locations
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from gatehouse.azure_cli.target import short

if TYPE_CHECKING:
    from gatehouse.azure_cli.az import Az
    from gatehouse.azure_cli.target import Target
    from gatehouse.graph.graph import Resource

PLAN = "web:AppServicePlan"
FLEX_CONSUMPTION = "FlexConsumption"


async def look(az: Az, target: Target) -> list[str]:
    """Returns a remedy for every plan that the region doesn't have."""
    plans = target.declared(PLAN)
    asked = await asyncio.gather(*(_regions(az, plan) for plan in plans))
    return [
        f"{target.region_of(plan)} has no plan of {plan.inputs['sku']['name']}: pulumi config set "
        f"azure-native:location REGION, one of {', '.join(sorted(regions))}"
        for plan, regions in zip(plans, asked, strict=True)
        if target.region_of(plan) not in regions
    ]


async def _regions(az: Az, plan: Resource) -> set[str]:
    sku = plan.inputs["sku"]
    words = ["functionapp", "list-flexconsumption-locations"]
    if sku.get("tier") != FLEX_CONSUMPTION:
        words = ["appservice", "list-locations", "--linux-workers-enabled", "--sku", sku["name"]]
    return {short(one["name"]) for one in await az.ask(*words)}
