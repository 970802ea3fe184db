"""Creates the role and the database that the program declares."""

from __future__ import annotations

import psycopg
from psycopg import sql

SEARCH_ROLE = "SELECT FROM pg_roles WHERE rolname = %s"
SEARCH_DATABASE = """
SELECT rolname, rolsuper FROM pg_database JOIN pg_roles ON datdba = pg_roles.oid WHERE datname = %s
"""


def create_database(superuser_dsn: str, database: str, user: str, password: str) -> None:
    """Lets `user` log in with `password` and own `database`; leaves what exists as it is.

    A database that another role owns already is shared: `user` may do what its owner may.
    """
    with psycopg.connect(superuser_dsn, autocommit=True) as connection:
        # Hashed here, so that a statement that fails doesn't carry the password into the log.
        hashed = connection.pgconn.encrypt_password(
            password.encode(), user.encode(), b"scram-sha-256"
        )
        known = connection.execute(SEARCH_ROLE, [user]).fetchone()
        verb = sql.SQL("CREATE" if known is None else "ALTER")
        connection.execute(
            sql.SQL("{} ROLE {} LOGIN PASSWORD {}").format(
                verb, sql.Identifier(user), sql.Literal(hashed.decode())
            )
        )
        found = connection.execute(SEARCH_DATABASE, [database]).fetchone()
        if found is None:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(
                    sql.Identifier(database), sql.Identifier(user)
                )
            )
            return
        owner, is_superuser = found
        if owner != user and not is_superuser:
            connection.execute(
                sql.SQL("GRANT {} TO {}").format(sql.Identifier(owner), sql.Identifier(user))
            )
