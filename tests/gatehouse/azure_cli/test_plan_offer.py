"""App Service plans that a region has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatehouse.azure_cli.plan_offer import look

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatehouse.azure_cli.az import Az
    from gatehouse.azure_cli.target import Target
    from tests.gatehouse.conftest import Tool


async def test_every_kind_of_plan_is_asked_for_in_its_way(
    az: Tool, cli: Az, target: Callable[..., Target]
) -> None:
    assert await look(cli, target()) == []
    assert sorted(call.partition(" --subscription")[0] for call in az.calls) == [
        "appservice list-locations --linux-workers-enabled --sku P0v3",
        "functionapp list-flexconsumption-locations",
    ]


async def test_a_region_without_the_plan_is_told_with_those_that_have_it(
    az: Tool, cli: Az, target: Callable[..., Target]
) -> None:
    az.answer("functionapp list-flex", [{"name": "northeurope"}, {"name": "East US"}])
    assert await look(cli, target()) == [
        (
            "westeurope has no plan of FC1: pulumi config set azure-native:location REGION, one of "
            "eastus, northeurope"
        )
    ]
