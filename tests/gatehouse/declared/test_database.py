"""The database as the laptop runs it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from gatehouse.declared.database import ADMINISTRATOR, DATABASE, SERVER, DeclaredDatabase, database
from gatehouse.declared.database import IDENTITY as IDENTITIES
from gatehouse.errors import LocalError
from gatehouse.graph.graph import Graph, Resource
from tests.gatehouse.resources import resource


def answered(type_: str, **outputs: Any) -> Resource:
    """Returns a resource of which all is known by Azure's answer alone."""
    return replace(resource(type_, **outputs), inputs={})


def server(**outputs: Any) -> Resource:
    host_name = "psql.postgres.database.azure.com"
    return answered(
        SERVER, id="/psql", name="psql", version="17", fullyQualifiedDomainName=host_name, **outputs
    )


ANSWERS = {"/psql": {"password": "made up"}}
QUIZZES = answered(DATABASE, name="quizzes")
IDENTITY = answered(ADMINISTRATOR, principalName="id-web", objectId="web")


def test_a_program_without_a_server_has_none() -> None:
    assert database(Graph(resources=())) is None


def test_a_server_with_passwords_keeps_its_administrator_and_password() -> None:
    login = {"administratorLogin": "boss", "administratorLoginPassword": "secret"}
    assert database(Graph(resources=(server(**login), QUIZZES))) == DeclaredDatabase(
        host_name="psql.postgres.database.azure.com",
        name="quizzes",
        user="boss",
        password="secret",
        version="17",
    )


def test_the_app_signs_in_as_its_identity_and_not_as_a_person() -> None:
    person = answered(ADMINISTRATOR, principalName="ada@contoso.com", objectId="ada")
    app = answered(IDENTITIES, principalId="web")
    found = database(Graph(resources=(server(), QUIZZES, person, IDENTITY, app), answers=ANSWERS))
    assert found is not None
    assert found.user == "id-web"


def test_an_identity_gets_the_password_that_the_graph_brings() -> None:
    found = database(Graph(resources=(server(), QUIZZES, IDENTITY), answers=ANSWERS))
    assert found is not None
    assert found.user == "id-web"
    assert found.password == "made up"


def test_two_servers_are_refused() -> None:
    with pytest.raises(LocalError, match="declares 2 resources of type"):
        database(Graph(resources=(server(), server(state="Ready"))))


def test_the_password_is_not_in_the_text_of_the_record() -> None:
    login = {"administratorLogin": "boss", "administratorLoginPassword": "secret"}
    found = database(Graph(resources=(server(**login), QUIZZES)))
    assert "secret" not in repr(found)
