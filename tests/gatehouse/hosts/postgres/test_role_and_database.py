from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest

from gatehouse.declared.database import DeclaredDatabase
from gatehouse.hosts.postgres.postgres_host import PostgresHost
from gatehouse.hosts.postgres.role_and_database import create_database

if TYPE_CHECKING:
    from pathlib import Path


def superuser_password(folder: Path) -> str:
    (file,) = folder.glob("*.password")
    return file.read_text()


async def test_what_exists_is_kept_and_the_password_is_renewed(postgres_folder: Path) -> None:
    declared = DeclaredDatabase(
        host_name="psql", name="first", user="first", password="x", version="18"
    )
    host = PostgresHost(declared, postgres_folder, report=lambda _: None)
    await host.start()
    try:
        password = superuser_password(postgres_folder)
        superuser = f"postgresql://postgres:{password}@127.0.0.1:{host.port}/postgres"
        create_database(superuser, 'sec"ond', 'sec"ond', "old")
        first = f"host=127.0.0.1 port={host.port} dbname='sec\"ond' user='sec\"ond'"
        with psycopg.connect(first, password="old") as connection:
            connection.execute("CREATE TABLE kept ()")
        create_database(superuser, 'sec"ond', 'sec"ond', "new")
        with psycopg.connect(first, password="new") as connection:
            connection.execute("SELECT FROM kept")
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(first, password="old")
    finally:
        await host.stop()
