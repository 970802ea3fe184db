"""What is in a PostgreSQL server: databases, parameters, administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi import Resource, ResourceOptions
from pulumi_azure_native import dbforpostgresql

from components.database.administrator import Principal, administrator

if TYPE_CHECKING:
    from pulumi import Input

    from components.platform.platform import Platform


class ServerParts:
    """Declares parts of a server one after the other, since it takes one change at a time.

    `component` is the name of the server's component, and `collation` that of new databases.
    """

    last: Resource
    """The newest part."""

    def __init__(
        self,
        component: str,
        server: dbforpostgresql.Server,
        *,
        platform: Platform,
        collation: str,
        parent: Resource,
    ) -> None:
        self._component = component
        self._server = server
        self._platform = platform
        self._collation = collation
        self._parent = parent
        self._databases: set[str] = set()
        self.last = server

    def add_database(self, database_name: str) -> None:
        """Declares the database, unless it is there."""
        if database_name in self._databases:
            return
        self._databases.add(database_name)
        self.last = dbforpostgresql.Database(
            self.name(database_name),
            database_name=database_name,
            server_name=self._server.name,
            resource_group_name=self._platform.resource_group_name,
            charset="UTF8",
            collation=self._collation,
            opts=ResourceOptions.merge(
                self._next(),
                ResourceOptions(
                    protect=self._platform.production,
                    # Azure changes neither: Pulumi would make another database, without the data.
                    ignore_changes=["charset", "collation"],
                ),
            ),
        )

    def set(self, parameter: str, value: str) -> None:
        """Declares the value of a server parameter."""
        self.last = dbforpostgresql.Configuration(
            self.name(parameter),
            configuration_name=parameter,
            server_name=self._server.name,
            resource_group_name=self._platform.resource_group_name,
            value=value,
            source="user-override",
            opts=self._next(),
        )

    def add_administrator(self, label: str, one: Principal, tenant_id: Input[str]) -> None:
        """Lets the principal administer the server."""
        self.last = administrator(
            self.name(label),
            one,
            server=self._server,
            resource_group_name=self._platform.resource_group_name,
            tenant_id=tenant_id,
            opts=self._next(),
        )

    def _next(self) -> ResourceOptions:
        return ResourceOptions(
            parent=self._parent, depends_on=[self.last], deleted_with=self._server
        )

    def name(self, part: str) -> str:
        """Returns the logical name of the part."""
        return self._platform.part(part, self._component)
