"""Databases that a region offers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from gatehouse.azure_cli.database_offer import look

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatehouse.azure_cli.az import Az
    from gatehouse.azure_cli.target import Target
    from tests.gatehouse.conftest import Tool

LIST = "postgres flexible-server list-skus --location westeurope"
CLOSED = (
    "westeurope is closed to this subscription: choose another region (pulumi config set "
    "azure-native:location REGION), or ask for it: https://aka.ms/postgres-request-quota-increase"
)


@pytest.mark.usefixtures("az")
@pytest.mark.parametrize(
    ("server", "lacks", "key", "allowed"),
    [
        (
            {"sku": {"name": "Standard_D8ds_v6"}},
            "Standard_D8ds_v6",
            "databaseSku",
            "Standard_D2ds_v5, Standard_D4ds_v5",
        ),
        (
            {"sku": {"name": "Standard_M8ms"}},
            "Standard_M8ms",
            "databaseSku",
            "Standard_B1ms, Standard_D2ds_v5, Standard_D4ds_v5",
        ),
        ({"version": "18"}, "18", "databaseVersion", "16, 17"),
        (
            {"sku": {"name": "Standard_D4ds_v5"}, "highAvailability": {"mode": "ZoneRedundant"}},
            "ZoneRedundant",
            "databaseHighAvailability",
            "Disabled, SameZone",
        ),
    ],
)
async def test_what_the_region_lacks_is_told_with_what_it_has(
    cli: Az,
    target: Callable[..., Target],
    server: dict[str, Any],
    lacks: str,
    key: str,
    allowed: str,
) -> None:
    assert await look(cli, target(**server)) == [
        f"westeurope has no {lacks} as {key}: pulumi config set {key}, one of {allowed}"
    ]


@pytest.mark.usefixtures("az")
@pytest.mark.parametrize(
    "server",
    [
        {},
        {"highAvailability": {"mode": "ZoneRedundant"}},
        {"backup": {"geoRedundantBackup": "Enabled"}},
        # The CLI tells no modes for this size.
        {"sku": {"name": "Standard_B1ms"}, "highAvailability": {"mode": "SameZone"}},
    ],
)
async def test_what_the_region_has_is_not_told(
    cli: Az, target: Callable[..., Target], server: dict[str, Any]
) -> None:
    assert await look(cli, target(**server)) == []


@pytest.mark.parametrize(
    "offers",
    [
        [],
        [{"supportedServerEditions": [], "supportedServerVersions": []}],
        [{"restricted": "Enabled"}],
        [{"supportedFeatures": [{"name": "OfferRestricted", "status": "Enabled"}]}],
    ],
)
async def test_a_region_that_is_closed_to_the_subscription_is_told(
    az: Tool, cli: Az, target: Callable[..., Target], offers: list[dict[str, Any]]
) -> None:
    az.answer(LIST, offers)
    assert await look(cli, target()) == [CLOSED]


async def test_a_region_without_backups_elsewhere_is_told(
    az: Tool, cli: Az, target: Callable[..., Target]
) -> None:
    edition = {"supportedServerSkus": [{"name": "Standard_D2ds_v5"}]}
    offer = {"supportedServerEditions": [edition], "supportedServerVersions": [{"name": "17"}]}
    az.answer(LIST, [offer])
    assert await look(cli, target(backup={"geoRedundantBackup": "Enabled"})) == [
        (
            "westeurope has no true as databaseGeoRedundantBackup: pulumi config set "
            "databaseGeoRedundantBackup, one of false"
        )
    ]
