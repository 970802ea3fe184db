"""Speaks with PostgreSQL servers that tests have started."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg

if TYPE_CHECKING:
    from gatehouse.hosts.postgres.postgres_host import PostgresHost


def superuser_dsn(host: PostgresHost) -> str:
    """Returns the address by which the server's superuser, which is nobody's else, is let in."""
    assert host._cluster
    return host._dsn("postgres", host._cluster.password_file.read_text(), "postgres")


def ask(dsn: str, query: str) -> object:
    """Returns the first value of the answer."""
    with psycopg.connect(dsn) as connection:
        row = connection.execute(query.encode()).fetchone()
        return row and row[0]
