from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from components.database.app_database import DatabaseArgs
from components.database.login import Authentication
from components.database.postgres_settings import PostgresSettings
from components.database.server_scale import PostgresScale
from components.errors import ComponentError
from components.platform.platform import Platform, PlatformArgs
from components.services.web_service import WebService, WebServiceArgs
from components.web.web_scale import WebScale

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tests.conftest import Declared

NAMES = {
    "PGSERVER": "host",
    "PGPORT": "port",
    "PGDATABASE": "name",
    "PGUSER": "user",
    "PGPASSWORD": "password",
    "DATABASE_URL": "url",
}
SCALE = PostgresScale(
    version="17",
    sku="Standard_B1ms",
    storage_gb=32,
    backup_retention_days=7,
    high_availability="Disabled",
    geo_redundant_backup=False,
)


@pytest.fixture
def declare_site(declare: Callable[..., Declared], tmp_path: Path) -> Callable[..., Declared]:
    (tmp_path / "requirements.txt").touch()

    def site(names: Mapping[str, str], authentication: Authentication) -> None:
        platform = Platform(
            "gatehouse-dev",
            PlatformArgs(
                location="westeurope", log_retention_days=30, log_daily_quota_gb=1, production=False
            ),
        )
        settings = PostgresSettings(authentication=authentication, scale=SCALE)
        WebService(
            "shop",
            WebServiceArgs(
                platform=platform,
                source=tmp_path,
                startup_command="gunicorn shop",
                scale=WebScale(python_version="3.12", sku="B1", instances=1, zone_redundant=False),
                database=DatabaseArgs(name="orders", server=settings, names=names),
            ),
        )

    return lambda names, authentication: declare(lambda: site(names, authentication))


def settings_of(declared: Declared) -> dict[str, str]:
    (site,) = declared.graph.of_type("azure-native:web:WebApp")
    return {pair["name"]: pair["value"] for pair in site.inputs["siteConfig"]["appSettings"]}


def test_an_app_finds_its_database_by_names_of_its_own(
    declare_site: Callable[..., Declared],
) -> None:
    declared = declare_site(NAMES, Authentication.PASSWORD)
    settings = settings_of(declared)
    assert (settings["PGSERVER"], settings["PGPORT"]) == (settings["DBHOST"], "5432")
    assert (settings["PGDATABASE"], settings["PGUSER"]) == ("orders", settings["DBUSER"])
    assert settings["PGPASSWORD"] == settings["DBPASS"]


def test_a_url_has_the_password_in_it_and_lies_in_the_vault(
    declare_site: Callable[..., Declared],
) -> None:
    declared = declare_site(NAMES, Authentication.PASSWORD)
    settings = settings_of(declared)
    secret = declared.one("keyvault:Secret", "database-shop--database-url")
    password = declared.one("dbforpostgresql:Server", "psql-shop").inputs
    login = f"{settings['DBUSER']}:{password['administratorLoginPassword']}"
    assert settings["DATABASE_URL"].endswith(f"/secrets/{secret.name}/)")
    assert secret.inputs["properties"]["value"] == (
        f"postgresql://{login}@{settings['DBHOST']}:5432/orders"
    )


def test_an_identity_has_no_password_to_tell(declare_site: Callable[..., Declared]) -> None:
    settings = settings_of(declare_site({"PGSERVER": "host"}, Authentication.ENTRA))
    assert settings["PGSERVER"] == settings["DBHOST"]
    with pytest.raises(ComponentError, match="PGPASSWORD, DATABASE_URL would hold a password"):
        declare_site(NAMES, Authentication.ENTRA)


def test_a_setting_for_something_else_is_refused(declare_site: Callable[..., Declared]) -> None:
    with pytest.raises(ComponentError, match="SHOP is for 'colour'; allowed are host, port, name"):
        declare_site({"SHOP": "colour"}, Authentication.ENTRA)
