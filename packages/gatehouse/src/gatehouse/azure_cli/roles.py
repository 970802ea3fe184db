"""Checks whether the account that is logged in may create resources and assign roles.

https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatehouse.azure_cli.az import Az

if TYPE_CHECKING:
    from gatehouse.azure_cli.target import Target

OWNER = "Owner"
MAKES = "Contributor"
ASSIGNS = ("Role Based Access Control Administrator", "User Access Administrator")


async def look(az: Az, target: Target) -> list[str]:
    """Returns a remedy when the roles at the subscription don't suffice."""
    who = str(target.user["name"])
    if target.user["type"] == "user":
        # By id: a guest logs in with a name that isn't the one in the directory. `Az()` without a
        # subscription, since Microsoft Entra knows none.
        who = (await Az().ask("ad", "signed-in-user", "show", "--query", "{id: id}"))["id"]
    scope = f"/subscriptions/{az.subscription}"
    words = ("role", "assignment", "list", "--assignee", who, "--scope", scope)
    query = "[].roleDefinitionName"
    held = set(await az.ask(*words, "--include-inherited", "--include-groups", "--query", query))
    if OWNER in held:
        return []
    missing = [] if MAKES in held else [MAKES]
    missing += [] if held & set(ASSIGNS) else [ASSIGNS[0]]
    return [
        f"{role} is missing; somebody who may has to run: az role assignment create "
        f"--assignee {who} --role '{role}' --scope {scope}"
        for role in missing
    ]
