"""Rules for the order of changes that Azure refuses side by side.

Pulumi makes resources in parallel wherever no dependency forbids it. Of two databases of a server,
made at once, Azure refuses the second: another operation is in progress. So one has to depend on
the other.

https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-another-operation-in-progress
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ...problem import Problem
from ...rule import Rule
from ..app_service.release import DEPLOYMENT, is_release
from ..app_service.site import PUBLISHING, SITE
from ..authorization.grants import IDENTITY
from ..network.virtual_network import NETWORK, SUBNET
from ..postgresql.server import ADMINISTRATORS, CONFIGURATION, DATABASE, FIREWALL_RULE, SERVER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...resource import Resource, Stack

CONFIGURATIONS = (
    *PUBLISHING.values(),
    "azure-native:web:WebAppApplicationSettings",
    "azure-native:web:WebAppAuthSettingsV2",
    "azure-native:web:WebAppConnectionStrings",
    "azure-native:web:WebAppDiagnosticLogsConfiguration",
)
# The administrator of a server has a rule of its own.
PARTS = {
    SERVER: ("serverName", (CONFIGURATION, DATABASE, FIREWALL_RULE)),
    NETWORK: ("virtualNetworkName", (SUBNET,)),
    SITE: ("name", CONFIGURATIONS),
}
"""Type that takes one change at a time → its parts' property that names it, and their types."""
HOST = "Microsoft.Web/sites/host"
STARTING = "https://github.com/hashicorp/terraform-provider-azurerm/issues/29006"
BUSY = "https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-another-operation-in-progress"
ADMINISTRATOR_RACE = "https://github.com/Azure/azure-postgresql/issues/127"


def _one_at_a_time(whole: Resource, stack: Stack) -> Iterator[Problem]:
    link, types = PARTS[whole.type]
    parts = list(stack.linked(whole, link, *types))
    urns = {one.urn for one in parts}
    # In a chain each has one more before it than the last one had: 0, 1, 2. Two with one number are
    # made side by side, and stand next to each other here.
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
        missed = [
            one.name
            for one in parts
            if one.urn not in earlier and not _is_added(one, administrator, stack)
        ]
        if missed:
            remedy = "let it depend on them: the server refuses it while it is new"
            allowed = f"after {', '.join(missed)}"
            yield Problem(f"{administrator.place}", "made earlier", allowed, remedy)
        for release in filter(is_release, stack.resources):
            earlier = stack.before(release)
            # Whose identity the code doesn't have, it doesn't sign in as.
            its = {one.urn for one in stack.needed(administrator, IDENTITY)} & earlier
            if server.urn in earlier and its and administrator.urn not in earlier:
                remedy = "let it depend on the administrator: the code signs in when it starts"
                allowed = f"after {administrator.name}"
                yield Problem(f"{release.place} {release.name}", "made earlier", allowed, remedy)


def _is_added(part: Resource, administrator: Resource, stack: Stack) -> bool:
    """Returns whether the part is a database that another app gets later."""
    return part.type == DATABASE and administrator.urn in stack.before(part)


def _host_keys(deployment: Resource, stack: Stack) -> Iterator[Problem]:
    if HOST not in str(deployment.get("properties.template")):
        return
    for site in stack.needed(deployment, SITE):
        releases = {
            one.urn for one in stack.resources if is_release(one) and site.urn in one.dependencies
        }
        if not releases & stack.before(deployment):
            remedy = "let it depend on the release: a host without code has no keys"
            yield Problem(f"keys of {site.place}", "read earlier", "after a release", remedy)


RULES = (
    Rule(
        id="Gatehouse.Order.OneAtATime",
        source=BUSY,
        what="What belongs to one database server, network or site is made one by one",
        applies_to=tuple(PARTS),
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
    Rule(
        id="Gatehouse.Order.HostKeys",
        source=STARTING,
        what="The keys of a Functions host are read after code was released to it",
        applies_to=(DEPLOYMENT,),
        judge=_host_keys,
        alone=False,
    ),
)
