"""What PG_SERVER may say."""

from __future__ import annotations

import pytest

from gatehouse.errors import LocalError
from gatehouse.laptop.running_postgres import RunningPostgres


@pytest.mark.parametrize("given", [None, ""])
def test_without_the_variable_there_is_none(
    given: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if given is not None:
        monkeypatch.setenv("PG_SERVER", given)
    assert RunningPostgres.chosen() is None


@pytest.mark.parametrize(
    ("given", "address", "dsn"),
    [
        (
            "postgresql://app_user:app_password@localhost:5432/app",
            "localhost:5432",
            "postgresql://app_user:app_password@localhost:5432/app?connect_timeout=3",
        ),
        (
            "postgres://it%27s:p%40ss@127.0.0.1:54321",
            "127.0.0.1:54321",
            "postgres://it%27s:p%40ss@127.0.0.1:54321/it%27s?connect_timeout=3",
        ),
        (
            "postgresql://app_user@localhost/app",
            "localhost:5432",
            "postgresql://app_user@localhost:5432/app?connect_timeout=3",
        ),
    ],
)
def test_what_is_left_out_is_what_libpq_takes(
    given: str, address: str, dsn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PG_SERVER", given)
    server = RunningPostgres.chosen()
    assert server is not None
    assert (server.address, server.dsn) == (address, dsn.replace("postgres://", "postgresql://"))


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("postgresql://me:secret@db.example.com/app", "the host is 'db.example.com'"),
        ("postgresql:///app", "the scheme or the user is missing"),
        ("https://me:secret@localhost/app", "the scheme or the user is missing"),
        ("localhost:5432", "the scheme or the user is missing"),
        ("postgresql://me:secret@localhost:port/app", "it can't be read: Port could not be cast"),
    ],
)
def test_what_is_no_server_of_this_machine_is_refused_without_its_password(
    given: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PG_SERVER", given)
    with pytest.raises(LocalError) as refused:
        RunningPostgres.chosen()
    assert f"PG_SERVER is no server that can be used here: {reason}" in str(refused.value)
    assert "secret" not in str(refused.value)


def test_a_database_is_named_with_all_its_signs() -> None:
    server = RunningPostgres("localhost", 5432, "postgresql://a:secret@localhost")
    assert server.dsn_of("it's", "p@ss/word", "a b") == (
        "postgresql://it%27s:p%40ss%2Fword@localhost:5432/a%20b"
    )
    assert "secret" not in repr(server)
