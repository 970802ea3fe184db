"""The Microsoft Entra administrators of a PostgreSQL server: the app's identity, and people.

https://learn.microsoft.com/azure/postgresql/security/security-entra-configure
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from pulumi_azure_native import dbforpostgresql

if TYPE_CHECKING:
    from pulumi import Input, ResourceOptions


class PrincipalType(Enum):
    """The kinds of principal that can sign in."""

    USER = "User"
    GROUP = "Group"
    SERVICE_PRINCIPAL = "ServicePrincipal"


@dataclass(frozen=True, kw_only=True)
class Principal:
    """Somebody, or something, of the tenant."""

    object_id: Input[str]
    name: Input[str]
    """The sign-in name: a user's principal name, a group's or an identity's display name."""
    type: PrincipalType


def administrator(
    logical_name: str,
    principal: Principal,
    *,
    server: dbforpostgresql.Server,
    resource_group_name: Input[str],
    tenant_id: Input[str],
    opts: ResourceOptions,
) -> dbforpostgresql.AdministratorsMicrosoftEntra:
    """Lets the principal administer the server, with a token instead of a password."""
    return dbforpostgresql.AdministratorsMicrosoftEntra(
        logical_name,
        server_name=server.name,
        resource_group_name=resource_group_name,
        object_id=principal.object_id,
        principal_name=principal.name,
        principal_type=principal.type.value,
        tenant_id=tenant_id,
        opts=opts,
    )
