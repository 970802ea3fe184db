"""Runs the migrations; `flask db` loads this file.

https://alembic.sqlalchemy.org/en/latest/tutorial.html#editing-the-ini-file
"""

from alembic import context
from flask import current_app
from sqlalchemy import text

LOCK = 7_361_004
"""Any number that nothing else in this database takes as one."""


def run() -> None:
    """Applies what is missing in one transaction: all of it, or nothing."""
    migrate = current_app.extensions["migrate"]
    with migrate.db.engine.connect() as connection:
        context.configure(
            connection=connection, target_metadata=migrate.db.metadata, **migrate.configure_args
        )
        with context.begin_transaction():
            # Another instance that starts now waits, and finds the work done.
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            context.run_migrations()


run()
