"""The startup command where the app can't be prepared, and where several are at once."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import psycopg
from psycopg.conninfo import make_conninfo

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_without_its_settings_it_does_not_start_and_says_why(
    flask_app: Path, environment: Callable[..., dict[str, str]]
) -> None:
    done = subprocess.run(
        ["gunicorn", "wsgi:app"],
        cwd=flask_app,
        env=environment({"FLASK_SKIP_DOTENV": "1"}),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode != 0
    assert "the environment variable SECRET_KEY is missing" in done.stderr
    assert "the app does not start, because `flask db upgrade` failed" in done.stderr


def test_instances_that_start_at_once_make_the_tables_once(
    flask_app: Path, environment: Callable[..., dict[str, str]], variables: dict[str, str]
) -> None:
    dsn = make_conninfo(
        host=variables["DBHOST"],
        port=variables["DBPORT"],
        dbname=variables["DBNAME"],
        user=variables["DBUSER"],
        password=variables["DBPASS"],
    )
    with psycopg.connect(dsn) as connection:
        connection.execute("DROP TABLE IF EXISTS entries, alembic_version")
    command = [sys.executable, "-m", "flask", "db", "upgrade"]
    upgrades = [
        subprocess.Popen(command, cwd=flask_app, env=environment(variables)) for _ in range(3)
    ]
    assert [one.wait(60) for one in upgrades] == [0, 0, 0]
    with psycopg.connect(dsn) as connection:
        versions = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    assert versions == [("0001",)]
