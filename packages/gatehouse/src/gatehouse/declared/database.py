"""Reads the one database that the program declares from its graph."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gatehouse.graph.graph import Graph, Resource

MODULE = "azure-native:dbforpostgresql"
SERVER = f"{MODULE}:Server"
DATABASE = f"{MODULE}:Database"
IDENTITY = "azure-native:managedidentity:UserAssignedIdentity"
ADMINISTRATOR = f"{MODULE}:AdministratorsMicrosoftEntra"


@dataclass(frozen=True, kw_only=True)
class DeclaredDatabase:
    """A server's one database, and the role that owns it."""

    host_name: str
    """By which sites know the server."""
    name: str
    user: str
    password: str = field(repr=False)
    version: str
    """The server's major version."""


def database(graph: Graph) -> DeclaredDatabase | None:
    """Returns the program's database, if there is one; raises LocalError when there are several.

    Where the server lets in an identity only, the local role of that name has a password, which
    is among the graph's answers: no laptop can check an identity.
    """
    if not graph.of_type(SERVER):
        return None
    server = graph.only(SERVER).outputs
    user = server.get("administratorLogin") or _app(graph).outputs["principalName"]
    password = server.get("administratorLoginPassword") or graph.answers[server["id"]]["password"]
    return DeclaredDatabase(
        host_name=server["fullyQualifiedDomainName"],
        name=graph.only(DATABASE).outputs["name"],
        user=user,
        password=password,
        version=server["version"],
    )


def _app(graph: Graph) -> Resource:
    """Returns the administrator that is an identity of the program; people administer, too."""
    identities = {one.outputs["principalId"] for one in graph.of_type(IDENTITY)}
    apps = [one for one in graph.of_type(ADMINISTRATOR) if one.outputs["objectId"] in identities]
    return apps[0] if apps else graph.only(ADMINISTRATOR)
