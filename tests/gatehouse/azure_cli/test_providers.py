"""Resource providers of a subscription."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gatehouse.azure_cli.providers import look, namespaces

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatehouse.azure_cli.az import Az
    from gatehouse.azure_cli.target import Target
    from tests.conftest import Declared
    from tests.gatehouse.conftest import Tool


async def test_nothing_is_missing_where_all_are_registered(
    az: Tool, cli: Az, target: Callable[..., Target]
) -> None:
    assert await look(cli, target()) == []
    assert len(az.calls) == 1


async def test_each_that_is_not_registered_is_told_with_its_command(
    az: Tool, cli: Az, target: Callable[..., Target]
) -> None:
    az.answer(
        "provider list", [["microsoft.web", "Registered"], ["Microsoft.KeyVault", "Registering"]]
    )
    assert await look(cli, target()) == [
        (
            "Microsoft.DBforPostgreSQL is NotRegistered: az provider register --wait --namespace "
            "Microsoft.DBforPostgreSQL"
        ),
        (
            "Microsoft.KeyVault is Registering: az provider register --wait --namespace "
            "Microsoft.KeyVault"
        ),
    ]


def test_the_program_needs_what_its_types_belong_to(
    deployed: Declared, target: Callable[..., Target]
) -> None:

    found = namespaces(replace(target(), graph=deployed.graph))
    assert {
        "Microsoft.ApiManagement",
        "Microsoft.DBforPostgreSQL",
        "Microsoft.Insights",
        "Microsoft.KeyVault",
        "Microsoft.ManagedIdentity",
        "Microsoft.Network",
        "Microsoft.OperationalInsights",
        "Microsoft.Storage",
        "Microsoft.Web",
    } <= set(found)
