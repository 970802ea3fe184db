"""App settings in Azure beside those of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gatehouse.azure_cli.site_settings import AZURES_OWN, SITE, differing_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatehouse.program.deployed import Deployed
    from tests.gatehouse.conftest import Tool

LIST = "webapp config appsettings list --resource-group rg-1 --name app-1 --subscription s"


def settings(**values: str) -> list[dict[str, object]]:
    """Settings as the CLI tells them."""
    return [{"name": name, "value": value, "slotSetting": False} for name, value in values.items()]


@pytest.mark.parametrize(
    ("live", "told"),
    [
        ({"A": "1", "B": "2"}, []),
        ({"A": "1"}, ["app-1: B is gone"]),
        ({"A": "1", "B": "3"}, ["app-1: B has another value"]),
        ({"A": "1", "B": "2", "C": "secret"}, ["app-1: C is not the program's"]),
        ({"A": "1", "B": "2", **dict.fromkeys(AZURES_OWN, "7")}, []),
    ],
)
async def test_every_difference_is_told_without_a_value(
    az: Tool, had: Callable[..., Deployed], live: dict[str, str], told: list[str]
) -> None:
    az.answer(LIST, settings(**live))
    given = [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}]
    site = had(SITE, "app-1", siteConfig={"appSettings": given})
    assert await differing_settings(site) == told


async def test_a_site_without_settings_has_none_of_ours(
    az: Tool, had: Callable[..., Deployed]
) -> None:
    az.answer(LIST, settings(A="1"))
    assert await differing_settings(had(SITE, "app-1")) == ["app-1: A is not the program's"]
