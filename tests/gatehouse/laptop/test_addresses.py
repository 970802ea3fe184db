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
        ("https://app-dev.azurewebsites.net:443/", "http://localhost:8000/"),
        ("https://app-dev.azurewebsites.net", "http://localhost:8000"),
        ("wss://app-dev.azurewebsites.net/ws", "wss://localhost:8000/ws"),
        ("app-dev.azurewebsites.net", "localhost"),
        ("app-dev.azurewebsites.net,www.example.com", "localhost,www.example.com"),
        ("www.app-dev.azurewebsites.net", "www.app-dev.azurewebsites.net"),
        ("psql.postgres.database.azure.com", "127.0.0.1"),
        ("psql.postgres.database.azure.com:5432", "127.0.0.1:54321"),
        ("host=psql.postgres.database.azure.com dbname=x", "host=127.0.0.1 dbname=x"),
        ("postgresql://psql.postgres.database.azure.com:5432/x", "postgresql://127.0.0.1:54321/x"),
        (
            "postgresql://a:b@psql.postgres.database.azure.com/x",
            "postgresql://a:b@127.0.0.1:54321/x",
        ),
        ("https://elsewhere.azurewebsites.net", "https://elsewhere.azurewebsites.net"),
        ("", ""),
    ],
)
def test_every_known_host_name_is_replaced_and_nothing_else(text: str, localised: str) -> None:
    assert PLACES.translate(text) == localised


def test_a_site_is_found_by_its_host_name() -> None:
    assert PLACES.url("app-dev.azurewebsites.net") == "http://localhost:8000"
    assert PLACES.port("psql.postgres.database.azure.com") == 54321
