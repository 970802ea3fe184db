"""Rules for the roles of identities.

https://learn.microsoft.com/azure/role-based-access-control/best-practices
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...problem import Problem
from ...property_rule import Demand, property_rule
from ...rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...resource import Resource, Stack

ASSIGNMENT = "azure-native:authorization:RoleAssignment"
SOURCE = "https://learn.microsoft.com/azure/role-based-access-control/best-practices"
ALLOWED = {
    "b7e6dc6d-f1e8-4753-8033-0f276bb0955b": "Storage Blob Data Owner",
    "ba92f5b4-2d11-453d-a403-e96b0029c9fe": "Storage Blob Data Contributor",
    "974c5e8b-45b9-4653-ba55-5f855dd0fb88": "Storage Queue Data Contributor",
    "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3": "Storage Table Data Contributor",
    "3913510d-42f4-4e42-8a64-420c390055eb": "Monitoring Metrics Publisher",
    "4633458b-17de-408a-b874-0445c86b69e6": "Key Vault Secrets User",
}
TOO_MUCH = {
    "8e3af657-a8ff-443c-a75c-2fe8c4bcb635": "Owner",
    "b24988ac-6180-42a0-ab88-20f7382dd24c": "Contributor",
    "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9": "User Access Administrator",
    "f58310d9-a9f6-439a-9e8d-f62e7b41a168": "Role Based Access Control Administrator",
    "00482a5a-887f-4fb3-b363-3b7fe8e74483": "Key Vault Administrator",
}
"""Names for messages alone: a role that isn't in ALLOWED is refused, known or not."""
PARTS_OF_A_RESOURCE_ID = 8
"""/subscriptions/S/resourceGroups/G/providers/P/T/N has that many, the empty one left out."""


def _role(assignment: Resource, _stack: Stack) -> Iterator[Problem]:
    role = str(assignment.get("roleDefinitionId") or "").rpartition("/")[2].lower()
    if role not in ALLOWED:
        given = TOO_MUCH.get(role, role)
        remedy = "grant the smallest of these that does, or add the smaller one that it takes"
        yield Problem("roleDefinitionId", given, ", ".join(ALLOWED.values()), remedy)


def _scope(assignment: Resource, _stack: Stack) -> Iterator[Problem]:
    scope = str(assignment.get("scope") or "")
    if len(scope.strip("/").split("/")) < PARTS_OF_A_RESOURCE_ID:
        remedy = "grant the role on the resource that the identity works with"
        yield Problem("scope", scope, "one resource, not a group or a subscription", remedy)


RULES = (
    Rule(
        id="Gatehouse.Roles.Allowed",
        source=SOURCE,
        what="Identities get roles on data alone, from a short list",
        applies_to=(ASSIGNMENT,),
        judge=_role,
    ),
    Rule(
        id="Gatehouse.Roles.Scope",
        source=SOURCE,
        what="Roles are granted on one resource",
        applies_to=(ASSIGNMENT,),
        judge=_scope,
    ),
    property_rule(
        id="Gatehouse.Roles.PrincipalType",
        source="https://learn.microsoft.com/azure/role-based-access-control/troubleshooting",
        what="A grant says of what kind its principal is: Azure looks up others, new ones in vain",
        applies_to=(ASSIGNMENT,),
        path="principalType",
        demand=Demand("the principal's type, such as ServicePrincipal", bool),
        remedy="give it",
    ),
)
