"""What a person meets in the database that the local run has made."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import psycopg
import pytest

from gatehouse.declared.database import DeclaredDatabase
from gatehouse.hosts.postgres.postgres_host import PostgresHost
from tests.postgres import ask, superuser_dsn

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

DEV = DeclaredDatabase(
    host_name="psql",
    name="quiz",
    user="id-web-dev",
    password="x",
    version="18",
    extensions=("citext", "earthdistance", "uuid-ossp"),
)
PROD = replace(DEV, user="id-web-prod", password="y", extensions=())
REFUSED = 'extension "{}" is not allow-listed for users in Azure Database for PostgreSQL'


@asynccontextmanager
async def running(
    folder: Path, *declared: DeclaredDatabase
) -> AsyncIterator[tuple[PostgresHost, list[str]]]:
    said: list[str] = []
    host = PostgresHost(declared[0], folder, more=declared[1:], report=said.append)
    await host.start()
    try:
        yield host, said
    finally:
        await host.stop()


def execute(dsn: str, statement: str) -> None:
    with psycopg.connect(dsn) as connection:
        connection.execute(statement.encode())


async def test_another_stack_goes_on_with_the_same_tables(postgres_folder: Path) -> None:
    async with running(postgres_folder, DEV) as (host, _):
        execute(host.dsn, "CREATE TABLE django_migrations AS SELECT 1 AS id")
    async with running(postgres_folder, PROD) as (host, _):
        execute(host.dsn, "INSERT INTO django_migrations VALUES (2)")
        execute(host.dsn, "ALTER TABLE django_migrations ADD COLUMN name text")
        execute(host.dsn, "CREATE SCHEMA prods_own")
    async with running(postgres_folder, DEV) as (host, _):
        assert ask(host.dsn, "SELECT count(*) FROM django_migrations") == 2
        execute(host.dsn, "DROP TABLE django_migrations; DROP SCHEMA prods_own")


async def test_a_database_that_the_superuser_has_made_changes_hands_alone(
    postgres_folder: Path,
) -> None:
    async with running(postgres_folder, DEV) as (host, _):
        execute(superuser_dsn(host), "ALTER DATABASE quiz OWNER TO postgres")
    async with running(postgres_folder, PROD) as (host, _):
        execute(host.dsn, "CREATE TABLE mine (); DROP TABLE mine")


async def test_two_roles_of_a_database_may_change_places(postgres_folder: Path) -> None:
    for owner, guest in ((DEV, PROD), (PROD, DEV)):
        async with running(postgres_folder, owner, guest) as (host, _):
            execute(host.dsn, "CREATE TABLE notes ()")
            execute(host.dsn_of(guest), "DROP TABLE notes")


async def test_several_databases_have_an_owner_each(postgres_folder: Path) -> None:
    shop = replace(DEV, name="shop", user="id-shop-dev")
    async with running(postgres_folder, DEV, shop) as (host, _):
        execute(host.dsn_of(shop), "CREATE TABLE goods (); DROP TABLE goods")
        execute(host.dsn, "CREATE TABLE quizzes (); DROP TABLE quizzes")


async def test_allowed_extensions_are_listed_and_created(postgres_folder: Path) -> None:
    async with running(postgres_folder, DEV) as (host, _):
        assert ask(host.dsn, "SHOW azure.extensions") == "citext,earthdistance,uuid-ossp"
        execute(host.dsn, "CREATE EXTENSION IF NOT EXISTS citext")
        execute(host.dsn, "DROP EXTENSION citext")


@pytest.mark.parametrize(
    ("statement", "refused"),
    [
        ("CREATE EXTENSION hstore", "hstore"),
        ('create extension if not exists "hstore"', "hstore"),
        ("CREATE EXTENSION postgis", "postgis"),  # not there, and not allowed: as in Azure
        ("CREATE EXTENSION earthdistance CASCADE", "cube"),
        ("DO $$ BEGIN EXECUTE concat('CREATE EXTEN', 'SION hstore'); END $$", "hstore"),
    ],
)
async def test_other_extensions_are_refused_in_azures_words(
    postgres_folder: Path, statement: str, refused: str
) -> None:
    async with running(postgres_folder, DEV) as (host, _):
        # As the superuser: nothing but the list may be in the way of what is not trusted.
        dsn = superuser_dsn(host).removesuffix("postgres") + "quiz"
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match=REFUSED.format(refused)):
            execute(dsn, statement)
        assert ask(dsn, "SELECT string_agg(extname, ',') FROM pg_extension") == "plpgsql"


async def test_an_allowed_extension_that_is_not_there_is_said_at_every_start(
    postgres_folder: Path,
) -> None:
    for _ in range(2):
        async with running(postgres_folder, DEV) as (host, said):
            assert said == ["allowed extensions that PostgreSQL here lacks: uuid-ossp"]
            with pytest.raises(psycopg.errors.FeatureNotSupported, match="is not available"):
                execute(host.dsn, 'CREATE EXTENSION "uuid-ossp"')
