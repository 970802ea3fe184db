"""A PostgreSQL server that only the private network reaches.

https://learn.microsoft.com/azure/postgresql/overview
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulumi import ComponentResource, Output, Resource, ResourceOptions
from pulumi_azure_native import dbforpostgresql, keyvault, managedidentity
from pulumi_random import RandomId

from components.azure.cloud_hosts import POSTGRES
from components.azure.diagnostic_setting import send_diagnostics
from components.azure.naming import SUFFIX, NameRule
from components.database.administrator import Principal, PrincipalType
from components.database.extensions import PARAMETER as ALLOWED_EXTENSIONS
from components.database.login import (
    ADMINISTRATOR,
    Authentication,
    Login,
    entra_login,
    password_login,
)
from components.database.server_parts import ServerParts

if TYPE_CHECKING:
    from components.database.postgres_settings import PostgresSettings
    from components.platform.platform import Platform

NAME = NameRule("psql", 63)
HOST_SUFFIX = f".{POSTGRES}"
PARAMETERS = {
    "connection_throttle.enable": "on",
    "log_checkpoints": "on",
    "logfiles.retention_days": "7",
    "require_secure_transport": "on",
}
SUNDAY = 0
PASSWORD = "database-password"  # noqa: S105 - a name


@dataclass(frozen=True, slots=True)
class ServedDatabase:
    """A database as one app uses it."""

    name: str
    user: Output[str]
    ready: Resource
    """The last change of the server: code that uses the database has to wait for it."""


@dataclass(frozen=True, kw_only=True)
class PostgresServerArgs:
    """The settings of a server, and the first app that has a database there."""

    platform: Platform
    settings: PostgresSettings
    database_name: str
    identity: managedidentity.UserAssignedIdentity
    """Of the app; it is the server's administrator when authentication is ENTRA."""


class PostgresServer(ComponentResource):
    """A server whose name and address are known before it exists, and the databases of its apps."""

    tier: str
    """Azure's word for the family of sizes."""
    host_name: Output[str]
    password: keyvault.Secret | None
    """Holds the password in the key vault; None when apps sign in with their identities."""
    password_value: Output[str] | None
    server: dbforpostgresql.Server
    first: ServedDatabase
    """The database that the server was made with."""

    def __init__(
        self, name: str, args: PostgresServerArgs, opts: ResourceOptions | None = None
    ) -> None:
        super().__init__("gatehouse:postgres_server:PostgresServer", name, None, opts)
        child = ResourceOptions(parent=self)
        login = _login(args.platform.part(PASSWORD, name), args, child)
        logical_name = NAME.apply(name)
        server_name = RandomId(
            logical_name, prefix=logical_name, byte_length=SUFFIX // 2, opts=child
        ).hex
        self.tier = args.settings.scale.tier
        self.host_name = Output.concat(server_name, HOST_SUFFIX)
        self.password = login.secret
        self.password_value = login.password
        self.server = _server(logical_name, server_name, args, login, self)
        self._parts = ServerParts(
            name,
            self.server,
            platform=args.platform,
            collation=args.settings.collation,
            parent=self,
        )
        self._parts.add_database(args.database_name)
        for parameter, value in _parameters(args.settings).items():
            self._parts.set(parameter, value)
        # The app's administrator comes after the rest: a server that has just been made refuses it
        # for a while. https://github.com/Azure/azure-postgresql/issues/127
        self.first = self._let_in("app", args.database_name, args.identity)
        # People come behind: the app's code doesn't wait for those who may look in later.
        for one in args.settings.people:
            self._parts.add_administrator(str(one.object_id), one, args.identity.tenant_id)
        send_diagnostics(
            self._parts.name("server"),
            resource_id=self.server.id,
            workspace_id=args.platform.monitoring.workspace_id,
            logs=["PostgreSQLLogs"],
            opts=child,
        )
        self.register_outputs({"hostName": self.host_name, "databaseName": args.database_name})

    def add(
        self, app: str, database_name: str, identity: managedidentity.UserAssignedIdentity
    ) -> ServedDatabase:
        """Gives one more app a database, or lets it into one that is there already.

        `app` is the name of the app's component. Where passwords are asked for, there is one, and
        it opens every database of the server.
        """
        self._parts.add_database(database_name)
        return self._let_in(f"{app}-app", database_name, identity)

    def _let_in(
        self, label: str, database_name: str, identity: managedidentity.UserAssignedIdentity
    ) -> ServedDatabase:
        if self.password is not None:
            user = Output.from_input(ADMINISTRATOR)
        else:
            app = Principal(
                object_id=identity.principal_id,
                name=identity.name,
                type=PrincipalType.SERVICE_PRINCIPAL,
            )
            self._parts.add_administrator(label, app, identity.tenant_id)
            user = identity.name
        return ServedDatabase(name=database_name, user=user, ready=self._parts.last)


def _login(secret_name: str, args: PostgresServerArgs, opts: ResourceOptions) -> Login:
    if args.settings.authentication is Authentication.PASSWORD:
        return password_login(secret_name, args.platform.key_vault, opts)
    return entra_login(args.identity)


def _server(
    name: str,
    server_name: Output[str],
    args: PostgresServerArgs,
    login: Login,
    parent: Resource,
) -> dbforpostgresql.Server:
    return dbforpostgresql.Server(
        name,
        server_name=server_name,
        resource_group_name=args.platform.resource_group_name,
        version=args.settings.scale.version,
        sku=dbforpostgresql.SkuArgs(name=args.settings.scale.sku, tier=args.settings.scale.tier),
        storage=dbforpostgresql.StorageArgs(
            storage_size_gb=args.settings.scale.storage_gb, auto_grow="Enabled"
        ),
        backup=dbforpostgresql.BackupArgs(
            backup_retention_days=args.settings.scale.backup_retention_days,
            geo_redundant_backup="Enabled"
            if args.settings.scale.geo_redundant_backup
            else "Disabled",
        ),
        high_availability=dbforpostgresql.HighAvailabilityArgs(
            mode=args.settings.scale.high_availability
        ),
        network=_network(args),
        auth_config=login.auth_config,
        administrator_login=login.administrator,
        administrator_login_password=login.password,
        maintenance_window=_maintenance_window(),
        opts=_server_options(args, parent),
    )


def _network(args: PostgresServerArgs) -> dbforpostgresql.NetworkArgs:
    return dbforpostgresql.NetworkArgs(
        delegated_subnet_resource_id=args.platform.network.database_subnet.id,
        private_dns_zone_arm_resource_id=args.platform.network.zone_id,
        public_network_access="Disabled",
    )


def _maintenance_window() -> dbforpostgresql.MaintenanceWindowArgs:
    return dbforpostgresql.MaintenanceWindowArgs(
        custom_window="Enabled", day_of_week=SUNDAY, start_hour=3, start_minute=0
    )


def _server_options(args: PostgresServerArgs, parent: Resource) -> ResourceOptions:
    return ResourceOptions(
        parent=parent,
        protect=args.platform.production,
        depends_on=[args.platform.network.zone_link],
        # Azure chooses the zones, and exchanges them when the standby takes over. The name of the
        # administrator can be given later, and never changed; Pulumi would make another server.
        # The storage grows by itself, and Azure refuses the size that it had before.
        ignore_changes=[
            "administratorLogin",
            "availabilityZone",
            "highAvailability.standbyAvailabilityZone",
            "storage.storageSizeGB",
        ],
    )


def _parameters(settings: PostgresSettings) -> dict[str, str]:
    if not settings.extensions:  # Azure's own value allows none
        return PARAMETERS
    return {**PARAMETERS, ALLOWED_EXTENSIONS: ",".join(settings.extensions)}
