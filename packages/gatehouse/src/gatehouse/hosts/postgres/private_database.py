"""What the private server alone has: one owner of all in the database, and Azure's allow-list.

A server that somebody else runs is left as it is, see running_server.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import sql

from gatehouse.hosts.postgres.role_and_database import SEARCH_OWNER

if TYPE_CHECKING:
    from gatehouse.declared.database import DeclaredDatabase

MISSING = "SELECT unnest(%s::text[]) EXCEPT SELECT name FROM pg_available_extensions ORDER BY 1"
# Azure's own words. At the start only the statement's text is known, which is enough to name an
# extension that isn't installed here either; at the end all is known that the statement has
# created, also by CASCADE, and is taken back.
ALLOW_LIST = r"""
CREATE SCHEMA IF NOT EXISTS gatehouse;
CREATE OR REPLACE FUNCTION gatehouse.refuse_extensions() RETURNS event_trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $function$
DECLARE
    refused text;
BEGIN
    SELECT name INTO refused FROM (
        SELECT extname::text AS name FROM pg_extension
        UNION ALL
        SELECT lower(words[2]) FROM regexp_matches(
            current_query(),
            'create\s+extension\s+(if\s+not\s+exists\s+)?"?([\w-]+)', 'gi') AS words
    ) AS named WHERE NOT name = ANY ({allowed}::text[]) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION
            'extension "%" is not allow-listed for users in Azure Database for PostgreSQL', refused
            USING ERRCODE = 'insufficient_privilege',
            HINT = 'To see the full allow-list of extensions: show azure.extensions; the stack '
                'declares it.';
    END IF;
END
$function$;
"""
TRIGGER = """
DROP EVENT TRIGGER IF EXISTS {name};
CREATE EVENT TRIGGER {name} ON {event} WHEN TAG IN ('CREATE EXTENSION')
EXECUTE FUNCTION gatehouse.refuse_extensions();
"""
EVENTS = ("ddl_command_start", "ddl_command_end")
ALWAYS = ("plpgsql",)
"""In every database from the beginning."""


def prepare(superuser_dsn: str, declared: DeclaredDatabase) -> str:
    """Hands all in the database over to the declared role, and has it create allowed extensions.

    `superuser_dsn` leads to the declared database. Returns a line on allowed extensions that this
    server doesn't have; else nothing.
    """
    with psycopg.connect(superuser_dsn, autocommit=True) as connection:
        _hand_over(connection, declared)
        _allow(connection, declared)
        missing = [one for (one,) in connection.execute(MISSING, [list(declared.extensions)])]
    return f"allowed extensions that PostgreSQL here lacks: {', '.join(missing)}" * bool(missing)


def _hand_over(connection: psycopg.Connection[Any], declared: DeclaredDatabase) -> None:
    """Makes the role the owner of what another stack's role has made: the data is the same."""
    for owner, is_superuser in connection.execute(SEARCH_OWNER, [declared.name]).fetchall():
        new, old = sql.Identifier(declared.user), sql.Identifier(owner)
        if owner != declared.user and not is_superuser:
            # It may have been let in by the old one, which is soon to be let in by it.
            connection.execute(sql.SQL("REVOKE {} FROM {}").format(old, new))
            connection.execute(sql.SQL("REASSIGN OWNED BY {} TO {}").format(old, new))
        connection.execute(
            sql.SQL("ALTER DATABASE {} OWNER TO {}").format(sql.Identifier(declared.name), new)
        )


def _allow(connection: psycopg.Connection[Any], declared: DeclaredDatabase) -> None:
    database = sql.Identifier(declared.name)
    connection.execute(
        sql.SQL('ALTER DATABASE {} SET "azure.extensions" = {}').format(
            database, sql.Literal(",".join(declared.extensions))
        )
    )
    allowed = sql.Literal([*declared.extensions, *ALWAYS])
    connection.execute(sql.SQL(ALLOW_LIST).format(allowed=allowed))
    for event in EVENTS:
        name = sql.Identifier(f"gatehouse_{event}")
        connection.execute(sql.SQL(TRIGGER).format(name=name, event=sql.Identifier(event)))
