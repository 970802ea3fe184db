"""What apps call the settings of their database."""

from __future__ import annotations

from pathlib import Path

import pytest

from gatehouse.adopting.database_names import database_names
from gatehouse.adopting.hint import Place
from gatehouse.adopting.wanted_settings import WantedSetting


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("AZURE_POSTGRESQL_HOST", "host"),
        ("AZURE_POSTGRESQL_CONNECTIONSTRING", "url"),
        ("DATABASE_URL", "url"),
        ("DBHOST", "host"),
        ("DBPASS", "password"),
        ("DB_PORT", "port"),
        ("PGDATABASE", "name"),
        ("PGUSER", "user"),
        ("POSTGRES_DB", "name"),
        ("POSTGRES_PASSWORD", "password"),
        ("POSTGRES_SERVER", "host"),
        ("SQLALCHEMY_DATABASE_URI", "url"),
        ("DBSSL", "ssl"),
        ("SHOP_DB_HOST", "host"),
        ("SHOP_NAME", None),
        ("REDIS_HOST", None),
    ],
)
def test_a_setting_of_a_database_is_told_by_its_name(name: str, role: str | None) -> None:
    wanted = WantedSetting(name=name, place=Place(Path("x"), 1), required=True)
    assert database_names([wanted]).get(name) == role
