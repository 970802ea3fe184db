"""Reads the databases that the program declares from its graph."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from gatehouse.graph.graph import Graph

MODULE = "azure-native:dbforpostgresql"
SERVER = f"{MODULE}:Server"
DATABASE = f"{MODULE}:Database"
IDENTITY = "azure-native:managedidentity:UserAssignedIdentity"
ADMINISTRATOR = f"{MODULE}:AdministratorsMicrosoftEntra"
CONFIGURATION = f"{MODULE}:Configuration"
EXTENSIONS = "/configurations/azure.extensions"
"""The server parameter that lists what `CREATE EXTENSION` may bring, with commas between."""


@dataclass(frozen=True, kw_only=True)
class DeclaredDatabase:
    """A database of a server, and a role that uses it."""

    host_name: str
    """By which sites know the server."""
    name: str
    user: str
    password: str = field(repr=False)
    version: str
    """The server's major version."""
    collation: str = ""
    """How texts are sorted, such as `en_US.utf8`; the server's own way where it is empty."""
    extensions: tuple[str, ...] = ()
    """Those that may be created, in small letters; Azure allows none by itself."""

    def dsn(self, address: str) -> str:
        """Returns the URL of the database for its role; `address` is host and port."""
        words = (self.user, self.password, self.name)
        user, password, name = (quote(word, safe="") for word in words)
        return f"postgresql://{user}:{password}@{address}/{name}"


def databases(
    graph: Graph, apps: Collection[Mapping[str, str]] = ()
) -> tuple[DeclaredDatabase, ...]:
    """Returns every database of the program, once for each role that an app uses it as.

    `apps` are the settings of the sites: `DBHOST`, `DBNAME` and `DBUSER` tell who uses what. The
    server of the stack output `postgres_host` comes first, its databases in the order of the apps.
    A database that no app names belongs to the server's first role.

    Where a server lets in identities only, the local roles of their names have a password, which
    is among the graph's answers: no laptop can check an identity.

    Raises LocalError for a server without any database, or without anybody who may sign in.
    """
    main = graph.stack_outputs.get("postgres_host")
    servers = [one.outputs for one in graph.of_type(SERVER)]
    servers.sort(key=lambda server: server["fullyQualifiedDomainName"] != main)
    return tuple(one for server in servers for one in _databases_of(graph, server, apps))


def _databases_of(
    graph: Graph, server: Mapping[str, Any], apps: Collection[Mapping[str, str]]
) -> Iterator[DeclaredDatabase]:
    host_name = server["fullyQualifiedDomainName"]
    collations = {
        one["name"]: one.get("collation") or "" for one in _parts(graph, DATABASE, server)
    }
    names = list(collations)
    roles = _roles(graph, server)
    if not names or not roles:
        raise LocalError(
            f"the server {server['name']} has {len(names)} databases and {len(roles)} roles; "
            "allowed is one or more of each; declare a Database, and an administrator"
        )
    there = [
        (app.get("DBNAME"), app.get("DBUSER")) for app in apps if app.get("DBHOST") == host_name
    ]
    used = dict.fromkeys((name, user) for name, user in there if name in names and user in roles)
    unused = [name for name in names if name not in {name for name, _ in used}]
    for name, user in (*used, *((name, roles[0]) for name in unused)):
        yield DeclaredDatabase(
            host_name=host_name,
            name=str(name),
            user=str(user),
            password=_password(graph, server),
            version=server["version"],
            collation=collations[str(name)],
            extensions=_extensions(graph, server),
        )


def _roles(graph: Graph, server: Mapping[str, Any]) -> list[str]:
    """Returns who may sign in: the server's own administrator, and the program's identities.

    People administer, too; where nobody else does, one of them stands for the app.
    """
    identities = {one.outputs["principalId"] for one in graph.of_type(IDENTITY)}
    administrators = _parts(graph, ADMINISTRATOR, server)
    apps = [one for one in administrators if one["objectId"] in identities] or administrators
    own = server.get("administratorLogin")
    return [*filter(None, [own]), *(one["principalName"] for one in apps)]


def _password(graph: Graph, server: Mapping[str, Any]) -> str:
    own: str | None = server.get("administratorLoginPassword")
    return own or graph.answers[server["id"]]["password"]


def _extensions(graph: Graph, server: Mapping[str, Any]) -> tuple[str, ...]:
    """Returns what the server parameter lists.

    https://learn.microsoft.com/azure/postgresql/extensions/how-to-allow-extensions
    """
    parameters = _parts(graph, CONFIGURATION, server)
    values = [one["value"] for one in parameters if one["id"].endswith(EXTENSIONS)]
    names = (name.strip().lower() for value in values for name in value.split(","))
    return tuple(name for name in names if name)


def _parts(graph: Graph, type_: str, server: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    below = f"{server['id']}/"
    return [one.outputs for one in graph.of_type(type_) if one.outputs["id"].startswith(below)]
