"""Checks whether Azure still keeps, deleted, a name that the stack would make again.

Names end in a suffix that the state remembers. What was deleted by hand is made again under the
same name, and Azure refuses that as long as it keeps the old one; docs/teardown.md says how long.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gatehouse.azure_cli.az import Az
    from gatehouse.azure_cli.target import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A type whose deleted names Azure keeps, and the commands that list and free them."""

    type: str
    command: tuple[str, ...]
    remedy: str


KEPT = (
    Kept(
        type="azure-native:keyvault:Vault",
        command=("keyvault", "list-deleted", "--resource-type", "vault"),
        remedy="az keyvault recover --name {name}, or for good: az keyvault purge --name {name}",
    ),
    Kept(
        type="azure-native:apimanagement:ApiManagementService",
        command=("apim", "deletedservice", "list"),
        remedy="az apim deletedservice purge --service-name {name} --location {region}",
    ),
    Kept(
        type="azure-native:operationalinsights:Workspace",
        command=("monitor", "log-analytics", "workspace", "list-deleted-workspaces"),
        remedy="az monitor log-analytics workspace recover --resource-group {group} "
        "--workspace-name {name}",
    ),
)


async def look(az: Az, target: Target) -> list[str]:
    """Returns a remedy for every name in the way; a stack that has nothing meets none."""
    kinds = [one for one in KEPT if any(it.type == one.type for it in target.deployed)]
    found = await asyncio.gather(*(_look(az, target, kept) for kept in kinds))
    return [remedy for one in found for remedy in one]


async def _look(az: Az, target: Target, kept: Kept) -> list[str]:
    names = {one["name"] for one in await az.ask(*kept.command)}
    return [
        f"Azure keeps {one.physical_name} deleted: "
        + kept.remedy.format(name=one.physical_name, region=target.region, group=one.group)
        for one in target.deployed
        if one.type == kept.type and one.physical_name in names
    ]
