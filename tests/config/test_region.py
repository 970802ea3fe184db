from __future__ import annotations

from typing import TYPE_CHECKING

import pulumi
import pytest

from config import StackConfig
from config.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Declared

    Load = Callable[..., StackConfig]


@pytest.fixture
def load(declare: Callable[..., Declared], tmp_path: Path) -> Load:
    """Loads the stack dev in another region."""

    def load(location: str, **changed: object) -> StackConfig:
        found: list[StackConfig] = []

        def program() -> None:
            pulumi.runtime.set_config("azure-native:location", location)
            found.append(StackConfig.load(tmp_path))

        declare(program, **changed)
        return found[0]

    return load


def test_a_region_of_azure_is_taken(load: Load) -> None:
    assert load("northeurope").platform.location == "northeurope"


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("", "westeurope"),
        ("West US 3", "westus3"),
        ("north-europe", "northeurope"),
        ("swedencentrall", "swedencentral"),
        ("mars", "westeurope"),
    ],
)
def test_a_region_that_azure_lacks_is_refused_with_the_one_that_is_meant(
    load: Load, given: str, meant: str
) -> None:
    with pytest.raises(ConfigError) as refusal:
        load(given)
    assert str(refusal.value) == (
        f"azure-native:location is {given!r}; allowed is a region of Azure's public cloud, as "
        f"`az account list-locations` names it; run `pulumi config set azure-native:location "
        f"{meant}`"
    )


def test_a_region_without_flex_consumption_is_refused_with_one_nearby(load: Load) -> None:
    with pytest.raises(ConfigError) as refusal:
        load("switzerlandnorth")
    assert str(refusal.value) == (
        "azure-native:location is 'switzerlandnorth'; allowed is a region that offers the Flex "
        "Consumption plan of Azure Functions; run `pulumi config set azure-native:location "
        "francecentral`; if `az functionapp list-flexconsumption-locations` lists "
        "switzerlandnorth, say so in components/azure/regions.json"
    )


def test_a_function_app_spans_zones_only_where_flex_consumption_does(load: Load) -> None:
    assert load("northeurope", functionZoneRedundant="true").fastapi.scale.zone_redundant is True
    with pytest.raises(ConfigError) as refusal:
        load("francecentral", functionZoneRedundant="true")
    assert str(refusal.value) == (
        "gatehouse:functionZoneRedundant is 'true'; allowed is false in francecentral; choose a "
        "region whose Flex Consumption plans span zones, such as germanywestcentral"
    )


@pytest.mark.parametrize(
    ("location", "changed", "key"),
    [
        (
            "ukwest",
            {"webZoneRedundant": "true", "webSku": "P0v3", "webInstances": "2"},
            "webZoneRedundant",
        ),
        (
            "ukwest",
            {"databaseHighAvailability": "ZoneRedundant", "databaseSku": "Standard_D2ds_v5"},
            "databaseHighAvailability",
        ),
        (
            "italynorth",
            {"databaseGeoRedundantBackup": "true"},
            "databaseGeoRedundantBackup",
        ),
    ],
)
def test_what_a_region_lacks_is_refused_with_one_that_has_it(
    load: Load, location: str, changed: dict[str, str], key: str
) -> None:
    with pytest.raises(ConfigError) as refusal:
        load(location, **changed)
    message = str(refusal.value)
    assert message.startswith(f"gatehouse:{key} is {changed[key]!r}; allowed is ")
    assert "such as francecentral" in message
