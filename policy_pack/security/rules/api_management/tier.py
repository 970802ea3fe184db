"""Rules against properties, units and parts that the chosen tier of API Management refuses.

https://learn.microsoft.com/azure/api-management/api-management-features
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...problem import Problem
from ...rule import Rule
from .service import SERVICE
from .tier_limits import FEATURES, LIMITED, PARTS, UNITS, UNITS_OF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...resource import Resource, Stack


def _properties(service: Resource, _stack: Stack) -> Iterator[Problem]:
    tier = service.get("sku.name")
    for one in LIMITED:
        given = service.get(one.property)
        refused = given in one.values if one.values else bool(given)
        if refused and tier not in one.tiers:
            allowed = f"that of the tiers {', '.join(one.tiers)}"
            remedy = f"leave it out, or choose such a tier: {tier} refuses it, see {one.source}"
            yield Problem(one.property, given, allowed, remedy)


def _units(service: Resource, _stack: Stack) -> Iterator[Problem]:
    tier, units = service.get("sku.name"), service.get("sku.capacity")
    least, most = UNITS_OF.get(tier, (0, units))
    if not least <= units <= most:
        allowed = f"{least} to {most} with {tier}"
        yield Problem("sku.capacity", units, allowed, "change it, or choose another tier")


def _parts(service: Resource, stack: Stack) -> Iterator[Problem]:
    tier = service.get("sku.name")
    lacking = [type_ for type_, tiers in PARTS.items() if tier not in tiers]
    for part in stack.linked(service, "serviceName", *lacking):
        allowed = f"the tiers {', '.join(PARTS[part.type])}"
        yield Problem(part.place, tier, allowed, "remove it, or choose such a tier")


RULES = (
    Rule(
        id="Gatehouse.APIM.Tier",
        source=FEATURES,
        what="The service has no property that its tier refuses",
        applies_to=(SERVICE,),
        judge=_properties,
    ),
    Rule(
        id="Gatehouse.APIM.Units",
        source=UNITS,
        what="The service has as many units as its tier takes",
        applies_to=(SERVICE,),
        judge=_units,
    ),
    Rule(
        id="Gatehouse.APIM.Parts",
        source=FEATURES,
        what="The service has no part that its tier lacks",
        applies_to=(SERVICE,),
        judge=_parts,
        alone=False,
    ),
)
