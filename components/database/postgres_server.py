"""A PostgreSQL server that only the private network reaches.

https://learn.microsoft.com/azure/postgresql/overview
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pulumi import ComponentResource, Output, Resource, ResourceOptions
from pulumi_azure_native import dbforpostgresql, keyvault, managedidentity
from pulumi_random import RandomId

from components.azure.cloud_hosts import POSTGRES
from components.azure.diagnostic_setting import send_diagnostics
from components.azure.naming import SUFFIX, NameRule
from components.database.administrator import Principal, PrincipalType, administrator
from components.database.login import Authentication, Login, entra_login, password_login

if TYPE_CHECKING:
    from components.database.server_scale import PostgresScale
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


@dataclass(frozen=True, kw_only=True)
class PostgresServerArgs:
    """The settings of a PostgreSQL server, and how its users sign in."""

    platform: Platform
    database_name: str
    authentication: Authentication
    identity: managedidentity.UserAssignedIdentity
    """Of the app; it is the server's administrator when authentication is ENTRA."""
    scale: PostgresScale
    people: tuple[Principal, ...] = ()
    """Other administrators of the server, where authentication is ENTRA."""


class PostgresServer(ComponentResource):
    """A server with one database; its name and address are known before it exists."""

    tier: str
    """Azure's word for the family of sizes."""
    host_name: Output[str]
    database_name: str
    user: Output[str]
    password: keyvault.Secret | None
    """Holds the password in the key vault; None when the app signs in with its identity."""
    server: dbforpostgresql.Server
    ready: Resource
    """The last change of the server: code that uses the database has to wait for it."""

    def __init__(
        self, name: str, args: PostgresServerArgs, opts: ResourceOptions | None = None
    ) -> None:
        super().__init__("gatehouse:postgres_server:PostgresServer", name, None, opts)
        login = _login(args, ResourceOptions(parent=self))
        logical_name = NAME.apply(name)
        server_name = RandomId(
            logical_name,
            prefix=logical_name,
            byte_length=SUFFIX // 2,
            opts=ResourceOptions(parent=self),
        ).hex
        server = _server(logical_name, server_name, args, login, self)
        self.server = server
        self.ready = _one_after_the_other(args, login, server, self)
        send_diagnostics(
            "server",
            resource_id=server.id,
            workspace_id=args.platform.monitoring.workspace_id,
            logs=["PostgreSQLLogs"],
            opts=ResourceOptions(parent=self),
        )
        self.tier = args.scale.tier
        self.host_name = Output.concat(server_name, HOST_SUFFIX)
        self.database_name = args.database_name
        self.user = login.user
        self.password = login.secret
        self.register_outputs({"hostName": self.host_name, "databaseName": self.database_name})


def _login(args: PostgresServerArgs, opts: ResourceOptions) -> Login:
    if args.authentication is Authentication.PASSWORD:
        return password_login(args.platform.key_vault, opts)
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
        version=args.scale.version,
        sku=dbforpostgresql.SkuArgs(name=args.scale.sku, tier=args.scale.tier),
        storage=dbforpostgresql.StorageArgs(
            storage_size_gb=args.scale.storage_gb, auto_grow="Enabled"
        ),
        backup=dbforpostgresql.BackupArgs(
            backup_retention_days=args.scale.backup_retention_days,
            geo_redundant_backup="Enabled" if args.scale.geo_redundant_backup else "Disabled",
        ),
        high_availability=dbforpostgresql.HighAvailabilityArgs(mode=args.scale.high_availability),
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


def _one_after_the_other(
    args: PostgresServerArgs, login: Login, server: dbforpostgresql.Server, parent: Resource
) -> Resource:
    """Declares the server's parts, each after the one before: it takes one change at a time.

    Returns the last that the code needs. The app's administrator comes after the rest: a server
    that has just been made refuses it for a while.
    https://github.com/Azure/azure-postgresql/issues/127
    """
    last: Resource = _database(args, server, parent)
    for parameter in PARAMETERS:
        last = _configuration(parameter, args, server, last, parent)
    if login.identity is None:
        return last
    app = Principal(
        object_id=login.identity.principal_id,
        name=login.identity.name,
        type=PrincipalType.SERVICE_PRINCIPAL,
    )
    let_in = partial(
        administrator,
        server=server,
        resource_group_name=args.platform.resource_group_name,
        tenant_id=login.identity.tenant_id,
    )
    after = partial(ResourceOptions, parent=parent, deleted_with=server)
    # People come behind `ready`: the app's code doesn't wait for those who may look in later.
    ready = last = let_in("app", app, opts=after(depends_on=[last]))
    for one in args.people:
        last = let_in(str(one.object_id), one, opts=after(depends_on=[last]))
    return ready


def _database(
    args: PostgresServerArgs, server: dbforpostgresql.Server, parent: Resource
) -> dbforpostgresql.Database:
    return dbforpostgresql.Database(
        args.database_name,
        database_name=args.database_name,
        server_name=server.name,
        resource_group_name=args.platform.resource_group_name,
        charset="UTF8",
        collation="en_US.utf8",
        opts=ResourceOptions(parent=parent, protect=args.platform.production, deleted_with=server),
    )


def _configuration(
    parameter: str,
    args: PostgresServerArgs,
    server: dbforpostgresql.Server,
    before: Resource,
    parent: Resource,
) -> dbforpostgresql.Configuration:
    return dbforpostgresql.Configuration(
        parameter,
        configuration_name=parameter,
        server_name=server.name,
        resource_group_name=args.platform.resource_group_name,
        value=PARAMETERS[parameter],
        source="user-override",
        opts=ResourceOptions(parent=parent, depends_on=[before], deleted_with=server),
    )
