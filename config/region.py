"""The region of a stack."""

from __future__ import annotations

from components.azure.regions import Region, likely, regions
from config.errors import ConfigError
from config.reader import SettingsReader


def region() -> Region:
    """Returns the region; every one that is taken offers Flex Consumption."""
    settings = SettingsReader("azure-native")
    key, given = settings.full_key("location"), settings.or_else("location", "")
    found = regions().get(given)
    if found is None:
        raise ConfigError(
            key,
            given,
            "a region of Azure's public cloud, as `az account list-locations` names it",
            f"run `pulumi config set {key} {likely(given)}`",
        )
    if not found.flex:
        instead = found.instead(lambda one: one.flex)
        raise ConfigError(
            key,
            given,
            "a region that offers the Flex Consumption plan of Azure Functions",
            f"run `pulumi config set {key} {instead}`; if `az functionapp "
            f"list-flexconsumption-locations` lists {given}, say so in "
            "components/azure/regions.json",
        )
    return found
