from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from azure.core.credentials import AccessToken
from django.db import OperationalError, connection

from quizsite.postgresql import entra_token
from quizsite.postgresql.base import DatabaseWrapper
from quizsite.postgresql.entra_token import TokenSource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HOUR = 3600


class FakeServerAndCredential:
    """A role whose password is the newest token, as an Entra server knows only that one."""

    def __init__(self, administer: DatabaseWrapper) -> None:
        self.now = 0.0
        self._administer = administer

    def get_token(self, _: str, /) -> AccessToken:
        token = f"token at {self.now}"
        with self._administer.cursor() as cursor:
            cursor.execute("ALTER ROLE CURRENT_USER PASSWORD %s", [token])
        return AccessToken(token, int(self.now) + HOUR)

    def clock(self) -> float:
        return self.now


@pytest.fixture
def connect(site: None) -> Iterator[Callable[[str], DatabaseWrapper]]:  # noqa: ARG001 - is there before
    """Opens connections to the site's database with the given password."""
    connection.ensure_connection()
    opened: list[DatabaseWrapper] = []

    def open_one(password: str) -> DatabaseWrapper:
        changed = {**connection.settings_dict, "PASSWORD": password}
        opened.append(DatabaseWrapper(changed, "default"))
        opened[-1].ensure_connection()
        return opened[-1]

    yield open_one
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER ROLE CURRENT_USER PASSWORD %s", [connection.settings_dict["PASSWORD"]]
        )
    for each in opened:
        each.close()


def user(wrapper: DatabaseWrapper) -> str:
    with wrapper.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


def test_a_password_is_used_where_there_is_one(connect: Callable[[str], DatabaseWrapper]) -> None:
    assert user(connect("secret")) == "web"


def test_connections_outlive_their_token_and_new_ones_get_a_new_one(
    connect: Callable[[str], DatabaseWrapper], monkeypatch: pytest.MonkeyPatch
) -> None:
    entra = FakeServerAndCredential(connect("secret"))
    source = TokenSource(entra, entra.clock)
    monkeypatch.setattr(entra_token, "token_source", lambda: source)
    first = connect("")
    assert user(first) == "web"
    entra.now += 2 * HOUR
    second = connect("")
    assert source.current() == f"token at {2 * HOUR:.1f}"
    assert [user(first), user(second)] == ["web", "web"]


def test_a_connection_that_is_opened_again_takes_the_new_token(
    connect: Callable[[str], DatabaseWrapper], monkeypatch: pytest.MonkeyPatch
) -> None:
    entra = FakeServerAndCredential(connect("secret"))
    source = TokenSource(entra, entra.clock)
    monkeypatch.setattr(entra_token, "token_source", lambda: source)
    persistent = connect("")
    entra.now += 2 * HOUR
    entra.get_token("by another instance")
    persistent.close()
    assert user(persistent) == "web"


def test_a_token_that_the_server_refuses_is_no_way_in(
    connect: Callable[[str], DatabaseWrapper], monkeypatch: pytest.MonkeyPatch
) -> None:
    connect("secret")
    monkeypatch.setattr(entra_token, "current_token", lambda: "of somebody else")
    with pytest.raises(OperationalError, match="password authentication failed"):
        connect("")
