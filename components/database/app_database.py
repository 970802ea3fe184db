"""The database of an app: on a server of its own, or on the one of another app."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from components.database.own_names import own_secrets, own_settings, refuse_other_roles
from components.database.postgres_server import PostgresServer, PostgresServerArgs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi import Input, Resource, ResourceOptions
    from pulumi_azure_native import keyvault, managedidentity

    from components.database.postgres_server import ServedDatabase
    from components.database.postgres_settings import PostgresSettings
    from components.platform.platform import Platform


PORT = "5432"
SETTINGS = ("DBHOST", "DBNAME", "DBPASS", "DBPORT", "DBSSL", "DBUSER")
"""The app settings that an app's database brings."""


@dataclass(frozen=True, kw_only=True)
class DatabaseArgs:
    """The name of the database, and its server.

    Example of two sites that share a server::

        quizzes = DjangoService(…, database=DatabaseArgs(name="quizzes", server=config.database))
        shop = WebService(…, database=DatabaseArgs(name="shop", server=quizzes.postgres))
    """

    name: str
    server: PostgresServer | PostgresSettings
    """A server that is there, or the settings of one that is made for the app."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The app's own names of settings, such as `{"PGSERVER": "host", "DATABASE_URL": "url"}`; each
    is for host, port, name, user, password or url. DBHOST and its like are there as well."""


@dataclass(frozen=True, kw_only=True)
class AppDatabase:
    """The server, settings and secrets by which an app uses its database."""

    server: PostgresServer
    settings: Mapping[str, Input[str]]
    """App settings, of which DBHOST, DBNAME and DBUSER tell the local run who uses what."""
    secrets: Mapping[str, keyvault.Secret]
    """App settings that the vault keeps: DBPASS, where the server asks for passwords."""
    ready: Resource
    """The app's code has to wait for it."""


def app_database(
    app: str,
    args: DatabaseArgs,
    *,
    platform: Platform,
    identity: managedidentity.UserAssignedIdentity,
    opts: ResourceOptions,
) -> AppDatabase:
    """Declares the database for the app, which is the name of its component."""
    refuse_other_roles(args.names)
    if isinstance(args.server, PostgresServer):
        server = args.server
        served = server.add(app, args.name, identity)
    else:
        made = PostgresServerArgs(
            platform=platform, settings=args.server, database_name=args.name, identity=identity
        )
        server = PostgresServer(app, made, opts)
        served = server.first
    return AppDatabase(
        server=server,
        settings={**_settings(server, served), **own_settings(args.names, server, served)},
        secrets={
            **({"DBPASS": server.password} if server.password else {}),
            **own_secrets(
                args.names,
                server,
                served,
                label=f"database-{app}",
                key_vault=platform.key_vault,
                opts=opts,
            ),
        },
        ready=served.ready,
    )


def _settings(server: PostgresServer, served: ServedDatabase) -> dict[str, Input[str]]:
    return {
        "DBHOST": server.host_name,
        "DBNAME": served.name,
        "DBPORT": PORT,
        # The certificate is checked, and the name in it: the connection carries a token.
        "DBSSL": "verify-full",
        "DBUSER": served.user,
    }
