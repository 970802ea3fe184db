"""Rules for function apps on the Flex Consumption plan.

https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...problem import Problem
from ...rule import Rule
from .flex_consumption import (
    APP_SETTINGS,
    CODE,
    DEPRECATIONS,
    FLEX_CONSUMPTION,
    SITE,
    Unsupported,
)
from .site import SITES, is_flex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...resource import Resource, Stack

PLAN = "azure-native:web:AppServicePlan"
PLAN_PAGE = "https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan#considerations"


def _unsupported(site: Resource, _stack: Stack) -> Iterator[Problem]:
    if not is_flex(site):
        return
    for one in FLEX_CONSUMPTION:
        path, given = _given(site, one)
        if given is not None:
            does = f"refuses it (code {CODE})" if one.refused else "ignores it"
            remedy = f"take it out: Azure {does} on Flex Consumption, see {one.source}"
            yield Problem(path, given, "nothing", remedy)


def _given(site: Resource, one: Unsupported) -> tuple[str, object]:
    """Returns the property's path and value; None for the value when the site doesn't have it."""
    if one.where == APP_SETTINGS:
        names = [str(setting.get("name")) for setting in site.items(APP_SETTINGS)]
        given = next((name for name in names if name.upper() == one.property.upper()), None)
        # The value of an app setting may be a secret.
        return f"appSettings.{one.property}", given and "an app setting"
    path = one.property if one.where == SITE else f"{one.where}.{one.property}"
    return path, site.get(path)


def _one_app(plan: Resource, stack: Stack) -> Iterator[Problem]:
    sites = list(stack.linked(plan, "serverFarmId", *SITES))
    if plan.get("sku.name") == "FC1" and len(sites) > 1:
        remedy = "give each function app a plan of its own"
        yield Problem("sites", len(sites), "one app on a plan", remedy)


RULES = (
    Rule(
        id="Gatehouse.FlexConsumption.Properties",
        source=DEPRECATIONS,
        what="Flex Consumption apps are given nothing that Azure refuses or ignores there",
        applies_to=SITES,
        judge=_unsupported,
    ),
    Rule(
        id="Gatehouse.FlexConsumption.OneApp",
        source=PLAN_PAGE,
        what="A Flex Consumption plan runs one app",
        applies_to=(PLAN,),
        judge=_one_app,
        alone=False,
    ),
)
