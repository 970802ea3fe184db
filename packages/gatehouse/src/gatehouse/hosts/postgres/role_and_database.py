"""Creates the role and the database that the program declares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatehouse.declared.database import DeclaredDatabase

SEARCH_ROLE = "SELECT FROM pg_roles WHERE rolname = %s"
SEARCH_OWNER = """
SELECT rolname, rolsuper FROM pg_database JOIN pg_roles ON datdba = pg_roles.oid WHERE datname = %s
"""
SEARCH_DATABASE = "SELECT to_jsonb(found) FROM pg_database AS found WHERE datname = %s"
UNKNOWN_LOCALE = (
    psycopg.errors.WrongObjectType,  # no such locale on this machine
    psycopg.errors.InvalidParameterValue,
    psycopg.errors.FeatureNotSupported,  # built without ICU
    psycopg.errors.SyntaxError,  # older than the choice of a provider
)
LIBC, ICU = "c", "i"
"""The providers, as `pg_database.datlocprovider` has them."""


def create_database(superuser_dsn: str, declared: DeclaredDatabase) -> str:
    """Lets the declared role log in and own the declared database; leaves one that exists as it is.

    Returns a line that says how texts are sorted where that is not as declared; else nothing.
    """
    with psycopg.connect(superuser_dsn, autocommit=True) as connection:
        _create_role(connection, declared)
        if _search(connection, declared) is None:
            _create(connection, declared)
        return _difference(_search(connection, declared), declared.collation)


def share(superuser_dsn: str, declared: DeclaredDatabase) -> None:
    """Lets the declared role do what the database's owner may, where that is another one."""
    with psycopg.connect(superuser_dsn, autocommit=True) as connection:
        found = connection.execute(SEARCH_OWNER, [declared.name]).fetchall()
        for owner, is_superuser in found:
            if owner != declared.user and not is_superuser:
                roles = (sql.Identifier(owner), sql.Identifier(declared.user))
                connection.execute(sql.SQL("GRANT {} TO {}").format(*roles))


def _create_role(connection: psycopg.Connection[Any], declared: DeclaredDatabase) -> None:
    user = declared.user
    # Hashed here, so that a statement that fails doesn't carry the password into the log.
    hashed = connection.pgconn.encrypt_password(
        declared.password.encode(), user.encode(), b"scram-sha-256"
    )
    known = connection.execute(SEARCH_ROLE, [user]).fetchone()
    verb = sql.SQL("CREATE" if known is None else "ALTER")
    connection.execute(
        sql.SQL("{} ROLE {} LOGIN PASSWORD {}").format(
            verb, sql.Identifier(user), sql.Literal(hashed.decode())
        )
    )


def _search(
    connection: psycopg.Connection[Any], declared: DeclaredDatabase
) -> dict[str, Any] | None:
    row = connection.execute(SEARCH_DATABASE, [declared.name]).fetchone()
    return row and row[0]


def _create(connection: psycopg.Connection[Any], declared: DeclaredDatabase) -> None:
    create = sql.SQL("CREATE DATABASE {} OWNER {}").format(
        sql.Identifier(declared.name), sql.Identifier(declared.user)
    )
    for locale in _locales(declared.collation):
        try:
            connection.execute(sql.SQL(" ").join((create, sql.SQL("TEMPLATE template0"), locale)))
        except UNKNOWN_LOCALE:
            continue
        return
    connection.execute(create)


def _locales(collation: str) -> Iterator[sql.Composed]:
    """Yields the ways to have the collation: Azure's own, by the name on macOS, and by ICU.

    Such as for `en_US.utf8`: that, `en_US.UTF-8` and ICU's `en-US`, which sorts the same way.
    """
    if collation:
        language = collation.partition(".")[0]
        for name in (collation, f"{language}.UTF-8"):
            yield sql.SQL("LOCALE_PROVIDER libc LOCALE {}").format(sql.Literal(name))
        yield sql.SQL("LOCALE_PROVIDER icu ICU_LOCALE {} LOCALE 'C'").format(
            sql.Literal(language.replace("_", "-"))
        )


def _difference(found: dict[str, Any] | None, collation: str) -> str:
    known = found or {}
    # Other names in other versions: daticulocale up to 16.
    locale = known.get("datlocale") or known.get("daticulocale") or known.get("datcollate")
    provider = known.get("datlocprovider", LIBC)
    if not collation or provider == ICU or (provider == LIBC and _is(locale, collation)):
        return ""
    return (
        f"the database sorts as {locale} does, {collation} is declared: PostgreSQL had no such "
        "locale here (`locale -a`) when it made the database, which `make reset` has it do again"
    )


def _is(locale: str | None, collation: str) -> bool:
    """Returns whether both are the same: `en_US.UTF-8` is `en_US.utf8`."""
    return str(locale).replace("UTF-8", "utf8") == collation.replace("UTF-8", "utf8")
