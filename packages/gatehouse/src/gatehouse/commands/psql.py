"""`make psql`: opens PostgreSQL's own shell on the program's database."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from gatehouse.errors import LocalError
from gatehouse.hosts.postgres.account import choose_account
from gatehouse.hosts.postgres.binaries import find_binaries
from gatehouse.system.apps import find_app
from gatehouse.system.command import run_command, until_done
from gatehouse.system.session import local_session

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gatehouse.declared.database import DeclaredDatabase
    from gatehouse.options import Options
    from gatehouse.system.session import Session

PSQL = "psql"


def run(options: Options) -> int:
    """Returns psql's exit code; raises LocalError where there is no database, or no psql."""
    return until_done(_run(options))


async def _run(options: Options) -> int:
    async with local_session(options) as session:
        database = _database(session, options.app)
        binaries = await find_binaries(choose_account())
        # Debian's server package has it on the path alone.
        psql = shutil.which(PSQL, path=binaries.folder) or PSQL
        variables = os.environ | _variables(database, session.addresses)
        return await run_command([psql, *options.words], Path.cwd(), variables)


def _database(session: Session, app: str) -> DeclaredDatabase:
    databases = [find_app(session.apps, app).database] if app else [*session.databases]
    for database in databases:
        if database is not None:
            return database
    raise LocalError(
        f"{app or 'the program'} has no database; allowed is an app whose settings lead to one; "
        "declare one, or leave --app out"
    )


def _variables(database: DeclaredDatabase, addresses: Mapping[str, str]) -> dict[str, str]:
    """Returns what libpq reads: a password among the arguments everybody could read."""
    host, _, port = addresses[database.host_name].rpartition(":")
    return {
        "PGHOST": host,
        "PGPORT": port,
        "PGDATABASE": database.name,
        "PGUSER": database.user,
        "PGPASSWORD": database.password,
        "PGSSLMODE": "disable",
    }
