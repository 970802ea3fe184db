"""What differs on a laptop."""

from __future__ import annotations

from pathlib import Path

from gatehouse.declared.database import DeclaredDatabase
from gatehouse.declared.site import Site
from gatehouse.laptop.addresses import LocalAddresses
from gatehouse.laptop.app_settings import translate

SERVER = "psql.postgres.database.azure.com"
DATABASE = DeclaredDatabase(
    host_name=SERVER, name="quizzes", user="web", password="local", version="17"
)
PLACES = LocalAddresses({"app-dev.azurewebsites.net": "localhost:8000", SERVER: "127.0.0.1:54321"})


def localised(database: DeclaredDatabase | None = DATABASE, **settings: str) -> dict[str, str]:
    site = Site(
        name="app-dev",
        host_name="app-dev.azurewebsites.net",
        is_function_app=False,
        source=Path("django_app"),
        startup_command="gunicorn quizsite.wsgi",
        health_check_path="/healthz",
        settings=settings,
    )
    return dict(translate(site, PLACES, database).settings)


def test_host_names_stand_for_the_local_ones() -> None:
    assert localised(WEBSITE_HOSTNAME="app-dev.azurewebsites.net", LOG_LEVEL="INFO") == {
        "WEBSITE_HOSTNAME": "localhost:8000",
        "LOG_LEVEL": "INFO",
    }


def test_telemetry_has_nowhere_to_go() -> None:
    assert localised(APPLICATIONINSIGHTS_CONNECTION_STRING="InstrumentationKey=1") == {}


def test_who_signs_in_by_identity_gets_the_local_password() -> None:
    assert localised(DBHOST=SERVER, DBSSL="verify-full") == {
        "DBHOST": "127.0.0.1:54321",
        "DBSSL": "disable",
        "DBPASS": "local",
    }


def test_who_signs_in_by_password_keeps_it() -> None:
    assert localised(DBHOST=SERVER, DBPASS="vault")["DBPASS"] == "vault"


def test_a_database_elsewhere_gets_nothing_of_ours() -> None:
    assert localised(DBHOST="db.example.com") == {"DBHOST": "db.example.com"}
    assert localised(None, DBHOST="db.example.com") == {"DBHOST": "db.example.com"}
