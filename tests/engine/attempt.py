"""One request to Azure, with what there is and what is going on when it comes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gatehouse.azure.references import SECRET_URI

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROLES_SPREAD = 100
"""Seconds until a new role assignment counts everywhere; Azure says up to ten minutes, usually it
takes one or two. https://learn.microsoft.com/azure/role-based-access-control/troubleshooting"""


@dataclass(slots=True)
class Existing:
    """A resource of the subscription."""

    type: str
    inputs: Mapping[str, Any]
    outputs: dict[str, Any]
    made: float = 0
    """When it was there, in seconds of the subscription's time."""
    drifted: set[str] = field(default_factory=set)
    """Names of properties that somebody has changed in the portal."""
    nested: tuple[str, ...] = ()
    """Ends of the ids of what a deployment's template has made."""
    unresolved: tuple[str, ...] = ()
    """App settings of a site whose secrets were refused when it was configured last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A request to make, change or delete a resource."""

    operation: str
    """create, update or delete."""
    type: str
    """Without the provider's name."""
    id: str
    inputs: Mapping[str, Any]
    now: float
    existing: Mapping[str, Existing]
    busy: Mapping[str, str]
    """Ids of what is being made or changed, and their types; not this one."""
    deleted: Mapping[str, float]
    """Ids of what was deleted, and when."""

    def found(self, type_: str, **inputs: object) -> Iterator[tuple[str, Existing]]:
        """Yields what exists of the type, with these values among its inputs."""
        for id_, one in self.existing.items():
            if one.type == f"azure-native:{type_}" and inputs.items() <= one.inputs.items():
                yield id_, one

    def named(self, type_: str, name: object) -> Existing | None:
        """Returns what exists of the type under the physical name."""
        return self.existing.get(self.id_of(type_, name))

    def age(self, one: Existing) -> float:
        """Returns the seconds since the resource was there."""
        return self.now - one.made

    def may(self, principal_id: object, scope: str) -> bool:
        """Whether a role of the principal on the scope counts by now."""
        grants = self.found("authorization:RoleAssignment", principalId=principal_id, scope=scope)
        return any(self.age(one) >= ROLES_SPREAD for _, one in grants)

    def id_of(self, type_: str, name: object) -> str:
        """Returns the id of what exists of the type under the physical name, or nothing."""
        return next((id_ for id_, _ in self.found(type_) if id_.endswith(f"/{name}")), "")

    def principal_of(self, site: Mapping[str, Any]) -> object:
        """Returns the principal that the site runs as."""
        (identity,) = site["identity"]["userAssignedIdentities"]
        return self.existing[identity].outputs["principalId"]


def vaults_named_in(text: str) -> list[str]:
    """Returns the names of the vaults that secrets are read from."""
    return [vault for vault, _ in SECRET_URI.findall(text)]
