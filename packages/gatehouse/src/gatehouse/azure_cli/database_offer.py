"""Checks whether the region offers the declared database: size, version, standby, backups.

https://learn.microsoft.com/cli/azure/postgres/flexible-server#az-postgres-flexible-server-list-skus
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gatehouse.azure_cli.az import Az
    from gatehouse.azure_cli.target import Target

    Offers = list[Mapping[str, Any]]

SERVER = "dbforpostgresql:Server"
DISABLED = "Disabled"
RESTRICTED = "OfferRestricted"
ANOTHER = "choose another region (pulumi config set azure-native:location REGION), or ask for it: "
ASK = "https://aka.ms/postgres-request-quota-increase"


async def look(az: Az, target: Target) -> list[str]:
    """Returns a remedy for everything that the region doesn't offer to this subscription."""
    found: list[str] = []
    for server in target.declared(SERVER):
        region = target.region_of(server)
        words = ("postgres", "flexible-server", "list-skus", "--location", region)
        offers: Offers = await az.ask(*words) or []
        if any(map(_is_restricted, offers)) or not any(map(_skus, offers)):
            found.append(f"{region} is closed to this subscription: {ANOTHER}{ASK}")
        else:
            found += _lacks(offers, server.inputs, region)
    return found


def _is_restricted(offer: Mapping[str, Any]) -> bool:
    features = {one["name"]: one.get("status") for one in offer.get("supportedFeatures") or ()}
    return "Enabled" in {offer.get("restricted"), features.get(RESTRICTED)}


def _skus(offer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    editions = offer.get("supportedServerEditions") or ()
    return [sku for edition in editions for sku in edition.get("supportedServerSkus") or ()]


def _lacks(offers: Offers, wanted: Mapping[str, Any], region: str) -> Iterator[str]:
    name = wanted["sku"]["name"]
    skus = {sku["name"]: sku for offer in offers for sku in _skus(offer)}
    versions = {one["name"] for offer in offers for one in offer["supportedServerVersions"]}
    modes = skus.get(name, {}).get("supportedHaMode")
    geo_backup = any(offer.get("geoBackupSupported") == "Enabled" for offer in offers)
    for key, given, allowed in (
        ("databaseSku", name, _near(name, skus)),
        ("databaseVersion", wanted["version"], sorted(versions)),
        # Where the CLI doesn't list the modes, nobody can judge them.
        ("databaseHighAvailability", _mode(wanted), modes and [DISABLED, *modes]),
        ("databaseGeoRedundantBackup", _backup(wanted), geo_backup or ["false"]),
    ):
        if isinstance(allowed, list) and given not in allowed:
            yield (
                f"{region} has no {given} as {key}: pulumi config set {key}, one of "
                f"{', '.join(allowed)}"
            )


def _mode(server: Mapping[str, Any]) -> str:
    return str(server.get("highAvailability", {}).get("mode", DISABLED))


def _backup(server: Mapping[str, Any]) -> str:
    return str(server.get("backup", {}).get("geoRedundantBackup") == "Enabled").lower()


def _near(name: str, skus: Mapping[str, Any]) -> list[str]:
    """Returns the offered sizes of the same letter, or all of them.

    Example: `Standard_D2ds_v5` is missing, so the D sizes are proposed: B has bursts only, and E
    costs more for its memory.
    """
    letter = name.removeprefix("Standard_")[:1]
    near = sorted(one for one in skus if one.removeprefix("Standard_").startswith(letter))
    return near or sorted(skus)
