"""One stack as it was or as it will be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gatehouse.audit.security import security_audit
from gatehouse.cost.estimate import estimate
from gatehouse.graph.graph import Graph
from policy_pack.security import Audit, load_exemptions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gatehouse.cost.estimate import Cost
    from gatehouse.cost.prices import Prices
    from gatehouse.program.stack_files import StackSettings

EXEMPTIONS = "policy_pack/security/exemptions.json"


@dataclass(frozen=True, kw_only=True)
class Side:
    """What it declares, costs and is blamed for."""

    graph: Graph = field(default_factory=lambda: Graph(resources=()))
    costs: Sequence[Cost] = ()
    audit: Audit = field(default_factory=lambda: Audit(findings=(), exempted=()))


def look_at(graph: Graph, folder: Path, settings: StackSettings, prices: Prices) -> Side:
    """Judges and prices the graph of the stack in the folder, with the exemptions granted there."""
    granted = folder / EXEMPTIONS
    exemptions = load_exemptions(granted) if granted.exists() else ()
    return Side(
        graph=graph,
        costs=estimate(graph, prices),
        audit=security_audit(graph, settings, exemptions),
    )
