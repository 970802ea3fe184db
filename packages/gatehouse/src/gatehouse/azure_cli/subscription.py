"""Checks the selected subscription, by all checks at the same time."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Any

from gatehouse.azure_cli import (
    database_offer,
    database_quota,
    deleted_names,
    plan_offer,
    providers,
    roles,
)
from gatehouse.azure_cli.az import Az
from gatehouse.azure_cli.target import Target, short
from gatehouse.errors import LocalError
from gatehouse.laptop.machine_check import MachineCheck

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from gatehouse.graph.graph import Graph
    from gatehouse.program.deployed import Deployed

    Look = Callable[[Az, Target], Awaitable[list[str]]]

LOOKS: Mapping[str, Look] = {
    "resource providers": providers.look,
    "database offered": database_offer.look,
    "database quota": database_quota.look,
    "App Service plans offered": plan_offer.look,
    "roles at the subscription": roles.look,
    "deleted names in the way": deleted_names.look,
}
REGION = "azure-native:location"
SUBSCRIPTION = "azure-native:subscriptionId"


async def look_at_subscription(
    graph: Graph, settings: Mapping[str, str], deployed: tuple[Deployed, ...]
) -> list[MachineCheck]:
    """Returns the results of all checks, each with the command that mends what is wrong.

    `settings` are those of the stack, by full key. A check that fails says so in az's own words.
    """
    # In the provider's order: the stack's setting outweighs the environment.
    chosen = settings.get(SUBSCRIPTION) or os.environ.get("ARM_SUBSCRIPTION_ID", "")
    try:
        account: Mapping[str, Any] = await Az(subscription=chosen).ask("account", "show")
    except LocalError as error:
        return [_finding("Azure subscription", f"run `az login` ({error})")]
    az = Az(subscription=account["id"])
    target = Target(
        graph=graph,
        region=short(settings.get(REGION, "")),
        user=account["user"],
        deployed=deployed,
    )
    found = await asyncio.gather(
        *(_look(subject, look, az, target) for subject, look in LOOKS.items())
    )
    named = _finding(f"Azure: {account['name']}", "")
    return [named, *(one for several in found for one in several)]


async def _look(subject: str, look: Look, az: Az, target: Target) -> list[MachineCheck]:
    try:
        remedies = await look(az, target)
    except LocalError as error:
        remedies = [str(error)]
    return [_finding(subject, remedy) for remedy in remedies or [""]]


def _finding(subject: str, remedy: str) -> MachineCheck:
    return MachineCheck(subject=subject, remedy=remedy, needed=False)
