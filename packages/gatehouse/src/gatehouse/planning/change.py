"""What becomes of a resource between two graphs."""

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
    """The three things that can become of a resource, by the mark that stands before each."""

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
    """Yields what changes, in the order of the URNs; components are left out.

    A component exists in the program alone: its children tell what it does.
    """
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
