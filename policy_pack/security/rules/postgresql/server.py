"""Rules for PostgreSQL flexible servers.

https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-security
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...problem import Problem
from ...property_rule import one_of, property_rule
from ...rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...resource import Resource, Stack

SERVER = "azure-native:dbforpostgresql:Server"
ADMINISTRATORS = (
    "azure-native:dbforpostgresql:Administrator",
    "azure-native:dbforpostgresql:AdministratorsMicrosoftEntra",
)
CONFIGURATION = "azure-native:dbforpostgresql:Configuration"
DATABASE = "azure-native:dbforpostgresql:Database"
FIREWALL_RULE = "azure-native:dbforpostgresql:FirewallRule"
ALL_OF_AZURE = "0.0.0.0"  # noqa: S104 - Azure's own sign, nothing listens on it
NETWORKS = "https://learn.microsoft.com/azure/postgresql/network/concepts-networking-private"
PRIVATE = {
    "network.publicNetworkAccess": "Disabled",
    "network.delegatedSubnetResourceId": "a delegated subnet",
    "network.privateDnsZoneArmResourceId": "a private DNS zone",
}
GROWN = "https://github.com/Altinn/dialogporten/pull/4127"
SIZE = "storage.storageSizeGB"
SIGN_IN = {"activeDirectoryAuth": "Enabled", "passwordAuth": "Disabled"}


def _private(server: Resource, _stack: Stack) -> Iterator[Problem]:
    for path, allowed in PRIVATE.items():
        given: Any = server.get(path)
        # Of the subnet and the zone any id will do: which ones they are, no rule can know.
        if not given or (path.endswith("Access") and given != allowed):
            remedy = "keep the server inside a virtual network; that is fixed once it is deployed"
            yield Problem(path, given, allowed, remedy)


def _entra_only(server: Resource, _stack: Stack) -> Iterator[Problem]:
    for key, allowed in SIGN_IN.items():
        given = server.get(f"authConfig.{key}")
        if given != allowed:
            remedy = "set databaseAuthentication to entra: a password can be lost"
            yield Problem(f"authConfig.{key}", given, allowed, remedy)


def _administrator(server: Resource, stack: Stack) -> Iterator[Problem]:
    if not any(stack.linked(server, "serverName", *ADMINISTRATORS)):
        remedy = "declare a dbforpostgresql.AdministratorsMicrosoftEntra"
        yield Problem("administrators", None, "an administrator from Microsoft Entra", remedy)


def _all_of_azure(firewall_rule: Resource, _stack: Stack) -> Iterator[Problem]:
    start = firewall_rule.get("startIpAddress")
    if start == ALL_OF_AZURE:
        remedy = "remove it: it opens the server to every customer's machines in Azure"
        yield Problem("startIpAddress", start, "an address of your own", remedy)


def _grown(server: Resource, _stack: Stack) -> Iterator[Problem]:
    # A server of 32 GB that has grown to 64 is asked for 32 by the next `pulumi up`, and no update
    # goes through any more. `ignore_changes=["storage"]` covers the size as well.
    ignored = any(one == SIZE or SIZE.startswith(f"{one}.") for one in server.ignore_changes)
    if server.get("storage.autoGrow") == "Enabled" and server.get(SIZE) and not ignored:
        remedy = f"put {SIZE} into ignore_changes: Azure refuses the size that it had before"
        yield Problem(SIZE, server.get(SIZE), "a size that is left alone once it has grown", remedy)


def _burstable(server: Resource, _stack: Stack) -> Iterator[Problem]:
    mode = server.get("highAvailability.mode")
    if mode not in {None, "Disabled"} and server.get("sku.tier") == "Burstable":
        remedy = "choose a size that is not Burstable, or leave the standby out"
        yield Problem("highAvailability.mode", mode, "Disabled with a Burstable size", remedy)


RULES = (
    Rule(
        id="Azure.PostgreSQL.AADOnly",
        ref="AZR-000390",
        what="Only identities of Microsoft Entra sign in, no passwords",
        applies_to=(SERVER,),
        judge=_entra_only,
    ),
    Rule(
        id="Azure.PostgreSQL.AAD",
        ref="AZR-000389",
        what="A Microsoft Entra identity administers the server",
        applies_to=(SERVER,),
        judge=_administrator,
        alone=False,
    ),
    Rule(
        id="Gatehouse.PostgreSQL.Private",
        source=NETWORKS,
        what="The database is in a private network and has no public address",
        applies_to=(SERVER,),
        judge=_private,
    ),
    Rule(
        id="CIS.5.2.5",
        source="https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-firewall-rules",
        what="The firewall does not let all of Azure in",
        applies_to=(FIREWALL_RULE,),
        judge=_all_of_azure,
    ),
    property_rule(
        id="Azure.PostgreSQL.GeoRedundantBackup",
        ref="AZR-000326",
        what="Backups are kept in a second region, too",
        applies_to=(SERVER,),
        path="backup.geoRedundantBackup",
        demand=one_of("Enabled"),
        remedy="set databaseGeoRedundantBackup before the server is deployed",
        production=True,
    ),
    property_rule(
        id="Azure.PostgreSQL.MaintenanceWindow",
        ref="AZR-000433",
        what=(
            "Maintenance is asked for at a time of our choice; whether Azure keeps it, only Azure "
            "tells: it ignores the wish when it makes the server"
        ),
        applies_to=(SERVER,),
        path="maintenanceWindow.customWindow",
        demand=one_of("Enabled"),
        remedy="choose a day and an hour, and set them again once the server is there",
        production=True,
    ),
    property_rule(
        id="Azure.PostgreSQL.ZoneRedundantHA",
        ref="AZR-000434",
        what="A standby server waits in another availability zone",
        applies_to=(SERVER,),
        path="highAvailability.mode",
        demand=one_of("ZoneRedundant"),
        remedy="set databaseHighAvailability, and a databaseSku that is not Burstable",
        production=True,
    ),
    Rule(
        id="Gatehouse.PostgreSQL.GrownStorage",
        source=GROWN,
        what="Storage that grows by itself is never asked to be as small as before",
        applies_to=(SERVER,),
        judge=_grown,
    ),
    Rule(
        id="Gatehouse.PostgreSQL.Standby",
        source="https://learn.microsoft.com/azure/reliability/reliability-postgresql-flexible-server",
        what="A server with a standby is not of a Burstable size",
        applies_to=(SERVER,),
        judge=_burstable,
    ),
)
