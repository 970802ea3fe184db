"""Compares a site's app settings in Azure with those that the program gave it.

A refresh doesn't see them: https://github.com/pulumi/pulumi-azure-native/issues/3279
https://learn.microsoft.com/cli/azure/webapp/config/appsettings
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatehouse.azure_cli.az import Az

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gatehouse.program.deployed import Deployed

SITE = "azure-native:web:WebApp"
AZURES_OWN = frozenset(
    {
        "DIAGNOSTICS_AZUREBLOBCONTAINERSASURL",
        "DIAGNOSTICS_AZUREBLOBRETENTIONINDAYS",
        "WEBSITE_HTTPLOGGING_CONTAINER_URL",
        "WEBSITE_HTTPLOGGING_RETENTION_DAYS",
    }
)
"""Settings that App Service adds when a site's logs are switched on; others skip them as well:
https://github.com/hashicorp/terraform-provider-azurerm/tree/main/internal/services/appservice/helpers
"""


async def differing_settings(site: Deployed) -> list[str]:
    """Returns a line for every setting that differs, without any value.

    Raises LocalError when the Azure CLI can't read the settings.
    """
    az = Az(subscription=site.id.split("/")[2])
    which = ("--resource-group", site.group, "--name", site.physical_name)
    answer = await az.ask("webapp", "config", "appsettings", "list", *which)
    live = {one["name"]: one["value"] for one in answer}
    given = site.inputs.get("siteConfig", {}).get("appSettings") or ()
    wanted = {one["name"]: one["value"] for one in given}
    return [f"{site.physical_name}: {line}" for line in _differences(live, wanted)]


def _differences(live: Mapping[str, str], wanted: Mapping[str, str]) -> Iterator[str]:
    for name in sorted((live.keys() - AZURES_OWN) | wanted.keys()):
        if name not in live:
            yield f"{name} is gone"
        elif name not in wanted:
            yield f"{name} is not the program's"
        elif live[name] != wanted[name]:
            yield f"{name} has another value"
