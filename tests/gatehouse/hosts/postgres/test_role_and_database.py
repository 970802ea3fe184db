from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import psycopg
import pytest

from gatehouse.declared.database import DeclaredDatabase
from gatehouse.hosts.postgres import role_and_database
from gatehouse.hosts.postgres.postgres_host import PostgresHost
from gatehouse.hosts.postgres.role_and_database import create_database
from tests.postgres import ask, superuser_dsn

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

DECLARED = DeclaredDatabase(
    host_name="psql", name="first", user="first", password="x", version="18"
)


@pytest.fixture
async def superuser(postgres_folder: Path) -> AsyncIterator[str]:
    host = PostgresHost(DECLARED, postgres_folder, report=lambda _: None)
    await host.start()
    yield superuser_dsn(host)
    await host.stop()


def as_user(superuser: str, declared: DeclaredDatabase) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(
        superuser, dbname=declared.name, user=declared.user, password=declared.password
    )


def test_what_exists_is_kept_and_the_password_is_renewed(superuser: str) -> None:
    old = replace(DECLARED, name='sec"ond', user='sec"ond', password="old")
    new = replace(old, password="new")
    create_database(superuser, old)
    with as_user(superuser, old) as connection:
        connection.execute("CREATE TABLE kept ()")
    create_database(superuser, new)
    with as_user(superuser, new) as connection:
        connection.execute("SELECT FROM kept")
    with pytest.raises(psycopg.OperationalError):
        as_user(superuser, old)


def test_the_declared_collation_is_taken_where_the_machine_has_it(superuser: str) -> None:
    declared = replace(DECLARED, name="sorted", collation="C.utf8")
    assert [create_database(superuser, declared) for _ in range(2)] == ["", ""]
    query = "SELECT concat(datlocprovider, datcollate) FROM pg_database WHERE datname = 'sorted'"
    assert ask(superuser, query) == "cC.utf8"


def test_another_way_of_sorting_is_said_in_one_line(superuser: str) -> None:
    declared = replace(DECLARED, name="unsorted", collation="tlh_QO.utf8")
    said = (
        "the database sorts as C.UTF-8 does, tlh_QO.utf8 is declared: PostgreSQL had no such "
        "locale here (`locale -a`) when it made the database, which `make reset` has it do again"
    )
    assert [create_database(superuser, declared) for _ in range(2)] == [said, said]


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({"datlocprovider": "c", "datcollate": "en_US.UTF-8"}, False),
        ({"datcollate": "en_US.utf8"}, False),  # a server before version 15
        ({"datlocprovider": "i", "datlocale": "en-US", "datcollate": "C"}, False),
        ({"datlocprovider": "i", "daticulocale": "en-US", "datcollate": "C"}, False),
        ({"datlocprovider": "c", "datcollate": "de_DE.utf8"}, True),
        ({"datlocprovider": "b", "datlocale": "C.UTF-8", "datcollate": "C"}, True),
    ],
)
def test_every_provider_has_its_own_place_for_the_locale(
    found: dict[str, str], *, said: bool
) -> None:
    assert bool(role_and_database._difference(found, "en_US.utf8")) is said
