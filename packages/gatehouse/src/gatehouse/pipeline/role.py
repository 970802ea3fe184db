"""Roles of our own, where every built-in one gives too much or too little.

https://learn.microsoft.com/azure/role-based-access-control/custom-roles
"""

from __future__ import annotations

import json
from enum import Enum
from typing import TYPE_CHECKING

from gatehouse.pipeline.identity import Access
from gatehouse.pipeline.names import SUBSCRIPTION
from gatehouse.pipeline.step import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatehouse.pipeline.names import Names

SUBSCRIPTION_KEYS = "Microsoft.ApiManagement/service/subscriptions/listSecrets/action"
"""A program asks for the keys that are its outputs."""
STORAGE_KEYS = "Microsoft.Storage/storageAccounts/listKeys/action"
"""A refresh looks at a released zip by the account's key, which allows writing, too."""
APP_SETTINGS = "Microsoft.Web/sites/config/list/action"


class Role(Enum):
    """A role: its purpose, the actions on resources that it allows, and those on their data."""

    PREVIEW = ("previews a stack", ("*/read", SUBSCRIPTION_KEYS), ())
    DRIFT = ("compares a stack", ("*/read", SUBSCRIPTION_KEYS, STORAGE_KEYS, APP_SETTINGS), ())
    DECRYPT = ("opens a state", (), ("Microsoft.KeyVault/vaults/keys/decrypt/action",))

    def name_for(self, names: Names) -> str:
        """Returns the role's name, which has to be the only one of its kind in the tenant."""
        return f"Gatehouse {self.value[0]} of {names.repository}"


READING = {Access.PREVIEWS: Role.PREVIEW, Access.COMPARES: Role.DRIFT}


def define_roles(names: Names) -> Iterator[Step]:
    """Yields the steps that make our roles known."""
    for role in Role:
        name = role.name_for(names)
        look = ("role", "definition", "list", "--custom-role-only", "true", "--name", name)
        yield Step(
            what=f"role {name}",
            command=("az", "role", "definition", "create", "--role-definition", _json(role, name)),
            look=("az", *look, "--query", "[].id", "--output", "tsv"),
        )


def _json(role: Role, name: str) -> str:
    does, actions, data_actions = role.value
    return json.dumps(
        {
            "Name": name,
            "Description": f"GitHub {does}; made by make pipeline",
            "Actions": actions,
            "DataActions": data_actions,
            "AssignableScopes": [SUBSCRIPTION],
        }
    )
