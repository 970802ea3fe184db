"""The changes between two graphs: resources that are added, changed or removed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from gatehouse.graph.lineage import is_component
from gatehouse.planning.difference import MISSING, differences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatehouse.graph.graph import Graph, Resource
    from gatehouse.planning.difference import Difference


class Kind(Enum):
    """The three kinds of change, by the mark that is printed before each."""

    ADDED = "+"
    CHANGED = "~"
    REMOVED = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A resource that is not the same in both graphs; secrets in plain text."""

    kind: Kind
    resource: Resource
    """As it is afterwards, or was if it is removed."""
    differences: tuple[Difference, ...] = ()
    """Of its inputs, by path."""


def changes(before: Graph, after: Graph) -> Iterator[Change]:
    """Yields the changed resources, in the order of their URNs; components are left out.

    A component exists in the program alone: what it does shows in its children.
    """
    # By URN, as the engine itself recognises a resource. Aliases are not evaluated offline: one
    # that is renamed, or moved to another component, counts as one that goes and one that comes.
    for urn in sorted(before.by_urn.keys() | after.by_urn.keys()):
        if is_component(after.by_urn.get(urn) or before.by_urn[urn]):
            continue
        if urn not in after.by_urn:
            yield Change(kind=Kind.REMOVED, resource=before.by_urn[urn])
        elif urn not in before.by_urn:
            resource = after.by_urn[urn]
            found = tuple(differences(MISSING, resource.inputs))
            yield Change(kind=Kind.ADDED, resource=resource, differences=found)
        elif found := tuple(differences(before.by_urn[urn].inputs, after.by_urn[urn].inputs)):
            yield Change(kind=Kind.CHANGED, resource=after.by_urn[urn], differences=found)
