"""Rules for the availability of web apps; they bind production.

https://learn.microsoft.com/azure/well-architected/service-guides/app-service-web-apps
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...property_rule import FALSE, TRUE, Demand, property_rule
from .site import SITES

if TYPE_CHECKING:
    from ...resource import Resource

PLAN = ("azure-native:web:AppServicePlan",)
SHARED_OR_BASIC = ("F", "D", "B")
LEAST_INSTANCES = 2


def _is_function_app(site: Resource) -> bool:
    return "functionapp" in str(site.get("kind"))


def _is_healthy_path(path: object) -> bool:
    return isinstance(path, str) and path.strip("/") != ""


def _is_flex(plan: Resource) -> bool:
    # Flex Consumption starts instances as they are needed and knows neither size nor number.
    return bool(plan.get("sku.name") == "FC1")


RULES = (
    property_rule(
        id="Azure.AppService.ARRAffinity",
        ref="AZR-000083",
        what="No cookie binds a client to an instance",
        applies_to=SITES,
        path="clientAffinityEnabled",
        demand=FALSE,
        remedy="set it: every instance can answer every request",
        production=True,
    ),
    property_rule(
        id="Azure.AppService.AlwaysOn",
        ref="AZR-000077",
        what="Web apps stay loaded",
        applies_to=SITES,
        path="siteConfig.alwaysOn",
        demand=TRUE,
        remedy="switch it on",
        production=True,
        unless=_is_function_app,
    ),
    property_rule(
        id="Azure.AppService.WebProbe",
        ref="AZR-000079",
        also=("AZR-000080",),
        what="Instances that fail a health check of their own get no requests",
        applies_to=SITES,
        path="siteConfig.healthCheckPath",
        demand=Demand("a path other than /", _is_healthy_path),
        remedy="name a page that tells whether the instance can work",
        production=True,
        unless=_is_function_app,
    ),
    property_rule(
        id="Azure.AppService.MinPlan",
        ref="AZR-000072",
        what="Web apps run on a size that is meant for production",
        applies_to=PLAN,
        path="sku.name",
        demand=Demand(
            "a size of the tiers Standard or Premium",
            lambda size: not str(size or "F").startswith(SHARED_OR_BASIC),
        ),
        remedy="choose a bigger webSku",
        production=True,
        unless=_is_flex,
    ),
    property_rule(
        id="Azure.AppService.PlanInstanceCount",
        ref="AZR-000071",
        what="Web apps run on two instances or more",
        applies_to=PLAN,
        path="sku.capacity",
        demand=Demand(f"{LEAST_INSTANCES} or more", lambda count: (count or 1) >= LEAST_INSTANCES),
        remedy="raise webInstances",
        production=True,
        unless=_is_flex,
    ),
    property_rule(
        id="Azure.AppService.AvailabilityZone",
        ref="AZR-000442",
        what="The instances of a web app are spread over availability zones",
        applies_to=PLAN,
        path="zoneRedundant",
        demand=TRUE,
        remedy="set webZoneRedundant, before the plan is deployed",
        production=True,
        unless=_is_flex,
    ),
    property_rule(
        id="Gatehouse.AppService.EndToEndTLS",
        source="https://learn.microsoft.com/azure/app-service/overview-tls#end-to-end-tls-encryption",
        what="Requests stay encrypted between App Service's front end and the instance",
        applies_to=SITES,
        path="endToEndEncryptionEnabled",
        demand=TRUE,
        remedy="set it: every plan that is meant for production has it",
        production=True,
        unless=_is_function_app,
    ),
)
