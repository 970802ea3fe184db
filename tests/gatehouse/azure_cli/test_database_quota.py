"""Processors that a subscription has left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from gatehouse.azure_cli.database_quota import SKU, family, look

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatehouse.azure_cli.az import Az
    from gatehouse.azure_cli.target import Target
    from gatehouse.program.deployed import Deployed
    from tests.gatehouse.conftest import Tool


def usages(**free: int) -> dict[str, Any]:
    return {
        "value": [
            {"name": {"value": name}, "currentValue": 10 - number, "limit": 10}
            for name, number in free.items()
        ]
    }


@pytest.mark.parametrize(
    ("free", "server", "short"),
    [
        ({"cores": 2, "standardDDSv5Family": 2}, {}, []),
        ({"cores": 1, "standardDDSv5Family": 2}, {}, ["1 of 10 cores left, and 2"]),
        ({"cores": 2, "standardddsv5family": 0}, {}, ["0 of 10 standardddsv5family left, and 2"]),
        ({"cores": 2, "standardBSFamily": 0}, {}, []),
        (
            {"cores": 3, "standardDDSv5Family": 9},
            {"highAvailability": {"mode": "SameZone"}},
            ["3 of 10 cores left, and 4"],
        ),
        ({"cores": 0}, {"sku": {"name": "of another form"}}, []),
    ],
)
async def test_a_server_takes_its_processors_and_those_of_its_standby(
    az: Tool,
    cli: Az,
    target: Callable[..., Target],
    free: dict[str, int],
    server: dict[str, Any],
    short: list[str],
) -> None:
    az.answer("rest --method get", usages(**free))
    assert await look(cli, target(**server)) == [
        f"westeurope has {one} are needed: ask for more: "
        "https://aka.ms/postgres-request-quota-increase"
        for one in short
    ]


async def test_a_server_that_is_there_counts_already(
    az: Tool, cli: Az, target: Callable[..., Target], had: Callable[..., Deployed]
) -> None:
    server = had("azure-native:dbforpostgresql:Server", "psql-1")
    assert await look(cli, target(deployed=(server,))) == []
    assert az.calls == []


@pytest.mark.parametrize(
    ("sku", "name"),
    [
        ("Standard_B1ms", "standardBSFamily"),
        ("Standard_D2s_v3", "standardDSv3Family"),
        ("Standard_D2ds_v5", "standardDDSv5Family"),
        ("Standard_E4ads_v5", "standardEADSv5Family"),
    ],
)
def test_a_size_counts_in_its_family(sku: str, name: str) -> None:
    match = SKU.fullmatch(sku)
    assert match
    assert family(match) == name
