"""Rules for the order of what Azure changes one after the other.

https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-another-operation-in-progress
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from .finding import Problem
from .network import NETWORK, SUBNET
from .postgresql import ADMINISTRATORS, CONFIGURATION, DATABASE, FIREWALL_RULE, SERVER
from .release import is_release
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
ADMINISTRATOR_RACE = "https://github.com/Azure/azure-postgresql/issues/127"


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


def _administrator_last(server: Resource, stack: Stack) -> Iterator[Problem]:
    parts = list(stack.linked(server, "serverName", CONFIGURATION, DATABASE))
    for administrator in stack.linked(server, "serverName", *ADMINISTRATORS):
        earlier = stack.before(administrator)
        missed = [one.name for one in parts if one.urn not in earlier]
        if missed:
            remedy = "let it depend on them: the server refuses it while it is new"
            allowed = f"after {', '.join(missed)}"
            yield Problem(f"{administrator.place}", "made earlier", allowed, remedy)
        for release in filter(is_release, stack.resources):
            earlier = stack.before(release)
            if server.urn in earlier and administrator.urn not in earlier:
                remedy = "let it depend on the administrator: the code signs in when it starts"
                allowed = f"after {administrator.name}"
                yield Problem(f"{release.place} {release.name}", "made earlier", allowed, remedy)


RULES = (
    Rule(
        id="Gatehouse.Order.OneAtATime",
        source=BUSY,
        what="Parts of one database server, and subnets of one network, are made one by one",
        applies_to=(SERVER, NETWORK),
        judge=_one_at_a_time,
        alone=False,
    ),
    Rule(
        id="Gatehouse.Order.AdministratorLast",
        source=ADMINISTRATOR_RACE,
        what="A server gets its Entra administrator last, and code that signs in comes after it",
        applies_to=(SERVER,),
        judge=_administrator_last,
        alone=False,
    ),
)
