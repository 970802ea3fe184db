"""Checks whether the resource providers of all declared types are registered.

https://learn.microsoft.com/azure/azure-resource-manager/management/resource-providers-and-types
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gatehouse.azure_cli.az import Az
    from gatehouse.azure_cli.target import Target

NAMESPACE = re.compile(r"/providers/([\w.]+)/")


async def look(az: Az, target: Target) -> list[str]:
    """Returns a remedy for each that is not."""
    query = "[].[namespace, registrationState]"
    known = {
        name.lower(): state for name, state in await az.ask("provider", "list", "--query", query)
    }
    return [
        f"{name} is {known.get(name.lower(), 'NotRegistered')}: az provider register --wait "
        f"--namespace {name}"
        for name in namespaces(target)
        if known.get(name.lower()) != "Registered"
    ]


def namespaces(target: Target) -> list[str]:
    """Returns the namespaces of everything declared: the last one of each resource's id."""
    ids = [str(one.outputs.get("id", "")) for one in target.graph.resources]
    return sorted({found[-1] for id_ in ids if (found := NAMESPACE.findall(id_))})
