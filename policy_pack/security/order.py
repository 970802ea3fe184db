"""Rules for the order of what Azure changes one after the other.

https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-another-operation-in-progress
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from .finding import Problem
from .network import NETWORK, SUBNET
from .postgresql import CONFIGURATION, DATABASE, FIREWALL_RULE, SERVER
from .rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .resource import Resource, Stack

# The administrator of a server has a rule of its own.
PARTS = {
    SERVER: ("serverName", (CONFIGURATION, DATABASE, FIREWALL_RULE)),
    NETWORK: ("virtualNetworkName", (SUBNET,)),
}
"""What takes one change at a time → the property by which its parts name it, and their types."""
BUSY = "https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-another-operation-in-progress"


def _one_at_a_time(whole: Resource, stack: Stack) -> Iterator[Problem]:
    link, types = PARTS[whole.type]
    parts = list(stack.linked(whole, link, *types))
    urns = {one.urn for one in parts}
    # In a chain each has one more before it than the last one had.
    parts.sort(key=lambda one: (len(stack.before(one) & urns), one.urn))
    for one, following in pairwise(parts):
        if one.urn not in stack.before(following):
            remedy = "let one depend on the other: Azure refuses the second change meanwhile"
            given = f"made beside {one.name}"
            yield Problem(f"{following.place} {following.name}", given, "one by one", remedy)


RULES = (
    Rule(
        id="Gatehouse.Order.OneAtATime",
        source=BUSY,
        what="Parts of one database server, and subnets of one network, are made one by one",
        applies_to=(SERVER, NETWORK),
        judge=_one_at_a_time,
        alone=False,
    ),
)
