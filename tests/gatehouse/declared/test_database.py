"""The database as the laptop runs it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from gatehouse.declared.database import (
    ADMINISTRATOR,
    CONFIGURATION,
    DATABASE,
    SERVER,
    DeclaredDatabase,
    databases,
)
from gatehouse.declared.database import IDENTITY as IDENTITIES
from gatehouse.errors import LocalError
from gatehouse.graph.graph import Graph, Resource
from tests.gatehouse.resources import resource

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def answered(type_: str, **outputs: Any) -> Resource:
    """Returns a resource of which all is known by Azure's answer alone."""
    return replace(resource(type_, **outputs), inputs={})


def server(name: str = "psql", **outputs: Any) -> Resource:
    host_name = f"{name}.postgres.database.azure.com"
    known = {"id": f"/{name}", "name": name, "fullyQualifiedDomainName": host_name}
    return answered(SERVER, version="17", **known, **outputs)


def part(type_: str, place: str, **outputs: Any) -> Resource:
    """Returns what lies in the server of the name that its place begins with."""
    return answered(type_, id=f"/{place}", **outputs)


def app(host: str, name: str, user: str) -> dict[str, str]:
    return {"DBHOST": f"{host}.postgres.database.azure.com", "DBNAME": name, "DBUSER": user}


def pairs(*resources: Resource, apps: Sequence[Mapping[str, str]] = (), main: str = "") -> object:
    graph = Graph(
        resources=resources,
        answers=ANSWERS,
        stack_outputs={"postgres_host": f"{main}.postgres.database.azure.com"},
    )
    found = databases(graph, apps)
    return [(one.host_name.partition(".")[0], one.name, one.user) for one in found]


LOGIN = {"administratorLogin": "boss", "administratorLoginPassword": "secret"}
ANSWERS = {"/psql": {"password": "made up"}, "/psql-2": {"password": "another"}}
QUIZZES = part(DATABASE, "psql/quizzes", name="quizzes")
SHOP = part(DATABASE, "psql/shop", name="shop")
WEB = part(ADMINISTRATOR, "psql/web", principalName="id-web", objectId="web")
STORE = part(ADMINISTRATOR, "psql/store", principalName="id-shop", objectId="store")
ADA = part(ADMINISTRATOR, "psql/ada", principalName="ada@contoso.com", objectId="ada")
IDENTITY_OF_WEB = answered(IDENTITIES, principalId="web")
IDENTITY_OF_STORE = answered(IDENTITIES, principalId="store")


def test_a_program_without_a_server_has_none() -> None:
    assert databases(Graph(resources=())) == ()


def test_a_server_with_passwords_keeps_its_administrator_and_password() -> None:
    assert databases(Graph(resources=(server(**LOGIN), QUIZZES))) == (
        DeclaredDatabase(
            host_name="psql.postgres.database.azure.com",
            name="quizzes",
            user="boss",
            password="secret",
            version="17",
        ),
    )


def test_the_app_signs_in_as_its_identity_and_not_as_a_person() -> None:
    found = pairs(server(), QUIZZES, ADA, WEB, IDENTITY_OF_WEB)
    assert found == [("psql", "quizzes", "id-web")]


def test_an_identity_gets_the_password_that_the_graph_brings() -> None:
    (found,) = databases(Graph(resources=(server(), QUIZZES, WEB), answers=ANSWERS))
    assert (found.user, found.password) == ("id-web", "made up")


def test_two_apps_share_a_server_each_with_its_database_and_role() -> None:
    apps = (app("psql", "shop", "id-shop"), app("psql", "quizzes", "id-web"))
    resources = (server(), QUIZZES, SHOP, WEB, STORE, ADA, IDENTITY_OF_WEB, IDENTITY_OF_STORE)
    assert pairs(*resources, apps=apps) == [
        ("psql", "shop", "id-shop"),
        ("psql", "quizzes", "id-web"),
    ]


def test_two_apps_share_a_database_in_two_roles() -> None:
    apps = (app("psql", "quizzes", "id-web"), app("psql", "quizzes", "id-shop"))
    resources = (server(), QUIZZES, WEB, STORE, IDENTITY_OF_WEB, IDENTITY_OF_STORE)
    assert pairs(*resources, apps=apps) == [
        ("psql", "quizzes", "id-web"),
        ("psql", "quizzes", "id-shop"),
    ]


def test_whom_the_server_does_not_know_gets_no_role() -> None:
    apps = (app("psql", "quizzes", "stranger"), app("psql", "none", "id-web"), {"DBHOST": "psql"})
    assert pairs(server(), QUIZZES, WEB, apps=apps) == [("psql", "quizzes", "id-web")]


def test_the_main_server_comes_first() -> None:
    more = (
        server("psql-2", **LOGIN),
        part(DATABASE, "psql-2/quizzes", name="quizzes"),
    )
    both = (server(), QUIZZES, WEB, *more)
    first, second = ("psql", "quizzes", "id-web"), ("psql-2", "quizzes", "boss")
    assert pairs(*both, main="psql") == [first, second]
    assert pairs(*both, main="psql-2") == [second, first]


@pytest.mark.parametrize(
    ("parts", "numbers"), [((QUIZZES,), "1 databases and 0 roles"), ((WEB,), "0 databases and 1")]
)
def test_a_server_that_nobody_can_use_is_refused(parts: tuple[Resource, ...], numbers: str) -> None:
    with pytest.raises(LocalError, match=numbers):
        databases(Graph(resources=(server(), *parts)))


def test_the_password_is_not_in_the_text_of_the_record() -> None:
    found = databases(Graph(resources=(server(**LOGIN), QUIZZES)))
    assert "secret" not in repr(found)


def test_collation_and_allowed_extensions_are_those_of_the_program() -> None:
    values = {"azure.extensions": "CITEXT, uuid-ossp,", "log_checkpoints": "on"}
    parameters = [
        part(CONFIGURATION, f"psql/configurations/{name}", value=value)
        for name, value in values.items()
    ]
    sorted_ = part(DATABASE, "psql/quizzes", name="quizzes", collation="en_US.utf8")
    graph = Graph(resources=(server(), sorted_, WEB, *parameters), answers=ANSWERS)
    (found,) = databases(graph)
    assert (found.collation, found.extensions) == ("en_US.utf8", ("citext", "uuid-ossp"))
