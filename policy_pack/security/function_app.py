"""Rules for function apps on the Flex Consumption plan.

https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .app_service import SITES
from .finding import Problem
from .rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .resource import Resource, Stack

PLAN = "azure-native:web:AppServicePlan"
PLAN_PAGE = "https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan#considerations"


def _one_app(plan: Resource, stack: Stack) -> Iterator[Problem]:
    sites = list(stack.linked(plan, "serverFarmId", *SITES))
    if plan.get("sku.name") == "FC1" and len(sites) > 1:
        remedy = "give each function app a plan of its own"
        yield Problem("sites", len(sites), "one app on a plan", remedy)


RULES = (
    Rule(
        id="Gatehouse.FlexConsumption.OneApp",
        source=PLAN_PAGE,
        what="A Flex Consumption plan runs one app",
        applies_to=(PLAN,),
        judge=_one_app,
        alone=False,
    ),
)
