"""The stack that is to be deployed, as far as a subscription has to suit it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gatehouse.graph.graph import Graph, Resource
    from gatehouse.program.deployed import Deployed

NATIVE = "azure-native:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A stack as the program declares it, and the resources that it already has."""

    graph: Graph
    region: str
    """The region of everything that names no other one, such as `westeurope`."""
    user: Mapping[str, Any]
    """The account that is logged in: `name`, and `type`, as the CLI prints them."""
    deployed: tuple[Deployed, ...] = ()

    def declared(self, kind: str) -> tuple[Resource, ...]:
        """Returns the declared resources of a kind such as `web:AppServicePlan`."""
        return self.graph.of_type(NATIVE + kind)

    def has(self, resource: Resource) -> bool:
        """Returns whether the stack already has the resource: its quota counts as used then."""
        return any(one.urn == resource.urn for one in self.deployed)

    def region_of(self, resource: Resource) -> str:
        """Returns the resource's region in the short form, such as `westeurope`."""
        return short(resource.inputs.get("location") or self.region)


def short(region: str) -> str:
    """Returns `westeurope` for `West Europe`: the CLI uses both."""
    return region.replace(" ", "").lower()
