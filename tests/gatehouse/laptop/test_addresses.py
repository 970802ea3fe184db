"""Addresses of Azure and of this machine."""

from __future__ import annotations

import pytest

from gatehouse.laptop.addresses import LocalAddresses

PLACES = LocalAddresses(
    {
        "app-dev.azurewebsites.net": "localhost:8000",
        "psql.postgres.database.azure.com": "127.0.0.1:54321",
    }
)


@pytest.mark.parametrize(
    ("text", "localised"),
    [
        ("https://app-dev.azurewebsites.net/admin/", "http://localhost:8000/admin/"),
        ("app-dev.azurewebsites.net,www.example.com", "localhost:8000,www.example.com"),
        ("psql.postgres.database.azure.com", "127.0.0.1:54321"),
        ("psql.postgres.database.azure.com:5432", "127.0.0.1:54321"),
        ("postgresql://psql.postgres.database.azure.com:5432/x", "postgresql://127.0.0.1:54321/x"),
        ("https://elsewhere.azurewebsites.net", "https://elsewhere.azurewebsites.net"),
        ("", ""),
    ],
)
def test_every_known_host_name_is_replaced_and_nothing_else(text: str, localised: str) -> None:
    assert PLACES.translate(text) == localised


def test_a_site_is_found_by_its_host_name() -> None:
    assert PLACES.url("app-dev.azurewebsites.net") == "http://localhost:8000"
    assert PLACES.port("psql.postgres.database.azure.com") == 54321
