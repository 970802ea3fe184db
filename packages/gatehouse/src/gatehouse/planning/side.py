"""One stack as it was or as it will be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gatehouse.audit.policy_pack import EXEMPTIONS, Audit
from gatehouse.audit.security import security_audit
from gatehouse.cost.estimate import estimate
from gatehouse.graph.graph import Graph

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gatehouse.audit.policy_pack import PolicyPack
    from gatehouse.cost.estimate import Cost
    from gatehouse.cost.prices import Prices
    from gatehouse.program.stack_files import StackFiles


@dataclass(frozen=True, kw_only=True)
class Side:
    """The resources of a stack, their costs and their findings."""

    graph: Graph = field(default_factory=lambda: Graph(resources=()))
    costs: Sequence[Cost] = ()
    audit: Audit = field(default_factory=Audit)


def look_at(
    graph: Graph,
    folder: Path,
    settings: StackFiles,
    prices: Prices,
    pack: PolicyPack | None,
) -> Side:
    """Prices the graph of the stack in the folder, and judges it when there is a policy pack.

    The exemptions are those that are granted in the folder.
    """
    costs = estimate(graph, prices)
    if pack is None:
        return Side(graph=graph, costs=costs)
    granted = folder / EXEMPTIONS
    exemptions = pack.load_exemptions(granted) if granted.exists() else ()
    return Side(graph=graph, costs=costs, audit=security_audit(pack, graph, settings, exemptions))
