"""Gives an app its database by its own names of settings, where those aren't DBHOST and its like.

https://learn.microsoft.com/azure/service-connector/how-to-integrate-postgres
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi import Output

from components.errors import ComponentError
from components.platform.app_secrets import keep_secrets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi import Input, ResourceOptions
    from pulumi_azure_native import keyvault

    from components.database.postgres_server import PostgresServer, ServedDatabase
    from components.platform.key_vault import KeyVault

PORT = "5432"
PLAIN = ("host", "port", "name", "user")
PASSWORD, URL = "password", "url"
ROLES = (*PLAIN, PASSWORD, URL)
"""The parts of a database's address that a setting can hold."""


def refuse_other_roles(names: Mapping[str, str]) -> None:
    """Raises ComponentError for a name that is for something else."""
    for name, role in names.items():
        if role not in ROLES:
            raise ComponentError(
                f"the database setting {name} is for {role!r}; allowed are {', '.join(ROLES)}; "
                "correct `names` of the DatabaseArgs"
            )


def own_settings(
    names: Mapping[str, str], server: PostgresServer, served: ServedDatabase
) -> dict[str, Input[str]]:
    """Returns those app settings that anybody may read who may read the app."""
    values: dict[str, Input[str]] = {
        "host": server.host_name,
        "port": PORT,
        "name": served.name,
        "user": served.user,
    }
    return {name: values[role] for name, role in names.items() if role in PLAIN}


def own_secrets(
    names: Mapping[str, str],
    server: PostgresServer,
    served: ServedDatabase,
    *,
    label: str,
    key_vault: KeyVault,
    opts: ResourceOptions,
) -> dict[str, keyvault.Secret]:
    """Returns those app settings that the vault keeps.

    A URL, such as `postgresql://user:password@host:5432/name`, becomes a secret of its own. Raises
    ComponentError where the server asks for no password.
    """
    secret = [name for name, role in names.items() if role not in PLAIN]
    if server.password is None or server.password_value is None:
        if not secret:
            return {}
        raise ComponentError(
            f"{', '.join(secret)} would hold a password, and the server takes none; allowed is a "
            "server with passwords, or an app that signs in with its identity; run "
            "`pulumi config set databaseAuthentication password`"
        )
    address = Output.concat(server.host_name, ":", PORT, "/", served.name)
    url = Output.concat("postgresql://", served.user, ":", server.password_value, "@", address)
    urls = {name: url for name in secret if names[name] == URL}
    return {
        **{name: server.password for name in secret if names[name] == PASSWORD},
        **keep_secrets(label, urls, key_vault, opts),
    }
