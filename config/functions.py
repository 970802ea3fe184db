"""The size of the function app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.functions.function_site import FunctionScale
from config.errors import ConfigError
from config.runtime import python_version

if TYPE_CHECKING:
    from components.azure.regions import Region
    from config.reader import SettingsReader

MEMORY_MB = ("512", "2048", "4096")


def function_scale(settings: SettingsReader, region: Region) -> FunctionScale:
    """Returns the Python and memory of an instance, and the largest number of them."""
    return FunctionScale(
        python_version=python_version(settings),
        instance_memory_mb=int(settings.choice("functionMemoryMb", MEMORY_MB)),
        maximum_instance_count=settings.number("functionMaxInstances", 40, 1000),
        zone_redundant=zone_redundant(settings, region),
    )


def zone_redundant(settings: SettingsReader, region: Region) -> bool:
    """Returns whether the function app, and the storage under it, survives the loss of a zone."""
    wanted = settings.switch("functionZoneRedundant")
    if wanted and not region.flex_zones:
        instead = region.instead(lambda one: one.flex_zones)
        raise ConfigError(
            settings.full_key("functionZoneRedundant"),
            "true",
            f"false in {region.name}",
            f"choose a region whose Flex Consumption plans span zones, such as {instead}",
        )
    return wanted
