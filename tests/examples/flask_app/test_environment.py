"""What the guest book reads from its environment."""

from __future__ import annotations

import certifi
import pytest

from guestbook.environment import Environment, WrongEnvironmentError

VARIABLES = {
    "DBHOST": "psql.postgres.database.azure.com",
    "DBNAME": "guests",
    "DBUSER": "web",
    "SECRET_KEY": "for tests",
}


@pytest.mark.parametrize(
    ("changed", "host", "port"),
    [
        ({}, "psql.postgres.database.azure.com", 5432),
        ({"DBPORT": "6432"}, "psql.postgres.database.azure.com", 6432),
        ({"DBHOST": "127.0.0.1:54321"}, "127.0.0.1", 54321),
        ({"DBHOST": "127.0.0.1:54321", "DBPORT": "5432"}, "127.0.0.1", 54321),
    ],
)
def test_the_port_stands_behind_the_host_or_by_itself(
    changed: dict[str, str], host: str, port: int
) -> None:
    url = Environment.read({**VARIABLES, **changed}).database_url
    assert (url.host, url.port) == (host, port)


def test_in_azure_the_server_shows_a_certificate_and_the_identity_signs_in() -> None:
    environment = Environment.read(
        {**VARIABLES, "AZURE_CLIENT_ID": "an-id", "WEBSITE_INSTANCE_ID": "one"}
    )
    assert environment.database_url.query == {
        "sslmode": "verify-full",
        "sslrootcert": certifi.where(),
    }
    assert environment.database_url.password is None
    assert (environment.azure_client_id, environment.on_app_service) == ("an-id", True)


def test_a_password_is_taken_with_all_its_signs_and_shown_to_nobody() -> None:
    environment = Environment.read({**VARIABLES, "DBPASS": "p@ss/wörd", "DBSSL": "disable"})
    assert environment.database_url.password == "p@ss/wörd"
    assert environment.database_url.query == {"sslmode": "disable"}
    assert "wörd" not in repr(environment)


@pytest.mark.parametrize("name", VARIABLES)
@pytest.mark.parametrize("value", [None, ""])
def test_what_is_missing_is_named(name: str, value: str | None) -> None:
    left = {one: text for one, text in VARIABLES.items() if one != name}
    with pytest.raises(WrongEnvironmentError, match=f"the environment variable {name} is missing"):
        Environment.read(left if value is None else {**left, name: value})


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"DBPORT": "five"}, "the database's port is 'five'; allowed is a number"),
        ({"DBHOST": "db:x"}, "the database's port is 'x'"),
        ({"DBSSL": "on"}, "DBSSL is 'on'; allowed is one of disable, allow"),
    ],
)
def test_what_is_wrong_is_said(changed: dict[str, str], said: str) -> None:
    with pytest.raises(WrongEnvironmentError, match=said):
        Environment.read({**VARIABLES, **changed})
