from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

import pytest
from django.db import OperationalError, connection

from quizsite import database_lock
from quizsite.database_lock import KEY
from quizsite.database_lock import database_lock as lock

if TYPE_CHECKING:
    from gatehouse.hosts.postgres.postgres_host import PostgresHost


def is_free(postgres: PostgresHost) -> bool:
    """Whether somebody else could have the lock now."""
    import psycopg  # noqa: PLC0415 - a visitor from outside

    with psycopg.connect(postgres.dsn) as other:
        row = other.execute("SELECT pg_try_advisory_lock(%s)", [KEY]).fetchone()
        return row == (True,)


@pytest.mark.usefixtures("site")
def test_one_process_at_a_time_holds_the_lock(postgres: PostgresHost) -> None:
    with lock():
        assert is_free(postgres) is False
    assert is_free(postgres) is True


@pytest.mark.usefixtures("site")
def test_a_failure_gives_the_lock_back(postgres: PostgresHost) -> None:
    with pytest.raises(ZeroDivisionError), lock():
        _ = 1 / 0
    assert is_free(postgres) is True


@pytest.mark.usefixtures("site")
def test_a_database_that_starts_late_is_waited_for(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, postgres: PostgresHost
) -> None:
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "PORT", 1)
    naps: list[float] = []

    def sleep(seconds: float) -> None:
        naps.append(seconds)
        if len(naps) == 3:
            connection.settings_dict["PORT"] = postgres.port

    monkeypatch.setattr(time, "sleep", sleep)
    with caplog.at_level(logging.INFO), lock():
        pass
    assert len(naps) == 3
    (line,) = caplog.messages
    assert line.startswith("waiting for the database: connection failed")


@pytest.mark.usefixtures("site")
def test_a_database_that_stays_away_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "PORT", 1)
    monkeypatch.setattr(database_lock, "PATIENCE", -1.0)
    with pytest.raises(OperationalError, match="connection failed"), lock():
        pass
