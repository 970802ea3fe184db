from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from quizsite.environment import Database, Environment

NEEDED = {"SECRET_KEY": "k", "DBHOST": "db.example.com", "DBNAME": "quizzes", "DBUSER": "web"}
APP_SERVICE = {**NEEDED, "WEBSITE_HOSTNAME": "quiz.azurewebsites.net"}


def test_what_is_not_said_has_a_safe_default() -> None:
    assert Environment.read(NEEDED) == Environment(
        secret_key="k",
        debug=False,
        allowed_hosts=("127.0.0.1", "localhost"),
        trusted_origins=(),
        https=False,
        database=Database(
            host="db.example.com",
            port=5432,
            name="quizzes",
            user="web",
            password="",
            ssl_mode="verify-full",
        ),
        azure_client_id="",
        admin_path="admin/",
        admin_name="admin",
        admin_password="",
        load_seed_data=False,
        log_level="INFO",
        application_insights="",
    )


@pytest.mark.parametrize(
    ("variables", "field", "value"),
    [
        ({"DEBUG": "true"}, "debug", True),
        ({"DEBUG": ""}, "debug", False),
        ({"LOG_LEVEL": "DEBUG"}, "log_level", "DEBUG"),
        ({"LOAD_SEED_DATA": "true"}, "load_seed_data", True),
        ({"ADMIN_PATH_SUFFIX": "x7"}, "admin_path", "admin-x7/"),
        ({"AZURE_CLIENT_ID": "id"}, "azure_client_id", "id"),
        ({"DJANGO_SUPERUSER_USERNAME": "ada"}, "admin_name", "ada"),
        ({"DJANGO_SUPERUSER_PASSWORD": "p"}, "admin_password", "p"),
        ({"APPLICATIONINSIGHTS_CONNECTION_STRING": "c"}, "application_insights", "c"),
    ],
)
def test_every_variable_has_its_field(variables: dict[str, str], field: str, value: object) -> None:
    assert getattr(Environment.read({**NEEDED, **variables}), field) == value


@pytest.mark.parametrize(
    ("variables", "field", "value"),
    [
        ({"DBHOST": "127.0.0.1"}, "host", "127.0.0.1"),
        ({"DBPORT": "54321"}, "port", 54321),
        ({"DBPASS": "p"}, "password", "p"),
        ({"DBSSL": "require"}, "ssl_mode", "require"),
    ],
)
def test_every_database_variable_has_its_field(
    variables: dict[str, str], field: str, value: object
) -> None:
    assert getattr(Database.read({**NEEDED, **variables}), field) == value


@pytest.mark.parametrize(
    ("variables", "hosts", "origins", "https"),
    [
        (NEEDED, ("127.0.0.1", "localhost"), (), False),
        ({**NEEDED, "WEBSITE_HOSTNAME": "127.0.0.1:8000"}, ("127.0.0.1", "localhost"), (), False),
        (APP_SERVICE, ("quiz.azurewebsites.net",), (), True),
        (
            {**APP_SERVICE, "ALLOWED_HOSTS": "quiz.example.com, www.example.com,"},
            ("quiz.azurewebsites.net", "quiz.example.com", "www.example.com"),
            (),
            True,
        ),
        (
            {**NEEDED, "CODESPACE_NAME": "odd-fish", "PORT": "23456", "VISITORS_PORT": "8001"},
            ("127.0.0.1", "localhost", "odd-fish-8001.app.github.dev"),
            ("https://odd-fish-8001.app.github.dev",),
            False,
        ),
    ],
)
def test_where_the_site_runs_decides_about_hosts_and_https(
    variables: dict[str, str], hosts: tuple[str, ...], origins: tuple[str, ...], *, https: bool
) -> None:
    read = Environment.read(variables)
    assert (read.allowed_hosts, read.trusted_origins, read.https) == (hosts, origins, https)


@pytest.mark.parametrize("name", NEEDED)
@pytest.mark.parametrize("value", [None, ""])
def test_what_is_missing_is_named_with_the_remedy(name: str, value: str | None) -> None:
    variables = {key: each for key, each in NEEDED.items() if key != name}
    if value is not None:
        variables[name] = value
    with pytest.raises(ImproperlyConfigured, match=f"{name} is missing or empty.*make local"):
        Environment.read(variables)


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("DEBUG", "yes", "true, false"),
        ("LOAD_SEED_DATA", "1", "true, false"),
        ("LOG_LEVEL", "loud", "DEBUG, INFO"),
        ("DBSSL", "on", "disable, allow"),
        ("DBPORT", "five", "a number"),
    ],
)
def test_what_is_wrong_is_refused_with_what_is_allowed(name: str, value: str, allowed: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"{name} .*; allowed is .*{allowed}"):
        Environment.read({**NEEDED, name: value})


def test_no_secret_is_shown() -> None:
    variables = {
        **NEEDED,
        "SECRET_KEY": "hidden",
        "DBPASS": "hidden",
        "DJANGO_SUPERUSER_PASSWORD": "hidden",
        "APPLICATIONINSIGHTS_CONNECTION_STRING": "hidden",
    }
    assert "hidden" not in repr(Environment.read(variables))
