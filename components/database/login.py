"""The two ways in which an app signs in to PostgreSQL: by Microsoft Entra identity or password.

https://learn.microsoft.com/azure/postgresql/security/security-entra-concepts
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from pulumi import Output, ResourceOptions
from pulumi_azure_native import dbforpostgresql

from components.platform.generated_secret import generate_secret

if TYPE_CHECKING:
    from pulumi_azure_native import keyvault, managedidentity

    from components.platform.key_vault import KeyVault

ADMINISTRATOR = "gatehouse"
PASSWORD_LENGTH = 40
ENABLED, DISABLED = "Enabled", "Disabled"


class Authentication(Enum):
    """The kind of sign-in that a server asks for."""

    ENTRA = "entra"
    PASSWORD = "password"  # noqa: S105 - a way to sign in


@dataclass(frozen=True, kw_only=True)
class Login:
    """The credentials of the app: the identity, or else the password."""

    user: Output[str]
    auth_config: dbforpostgresql.AuthConfigArgs
    identity: managedidentity.UserAssignedIdentity | None = None
    administrator: str | None = None
    """The server's own administrator; there is none where passwords are refused."""
    password: Output[str] | None = None
    secret: keyvault.Secret | None = None
    """Holds the password in the key vault."""


def entra_login(identity: managedidentity.UserAssignedIdentity) -> Login:
    """Lets the identity in, and nobody by a password."""
    return Login(
        user=identity.name,
        auth_config=dbforpostgresql.AuthConfigArgs(
            active_directory_auth=ENABLED, password_auth=DISABLED, tenant_id=identity.tenant_id
        ),
        identity=identity,
    )


def password_login(name: str, key_vault: KeyVault, opts: ResourceOptions) -> Login:
    """Generates the administrator's password and keeps it in the vault under the name."""
    password = generate_secret(name, length=PASSWORD_LENGTH, key_vault=key_vault, opts=opts)
    return Login(
        user=Output.from_input(ADMINISTRATOR),
        auth_config=dbforpostgresql.AuthConfigArgs(
            active_directory_auth=DISABLED, password_auth=ENABLED
        ),
        administrator=ADMINISTRATOR,
        password=password.value,
        secret=password.secret,
    )
