"""The hosts of Azure's public cloud that the program names; other clouds have others.

https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure
"""

from __future__ import annotations

RESOURCE_MANAGER = "https://management.azure.com"
PORTAL = "https://portal.azure.com"
POSTGRES = "postgres.database.azure.com"
"""End of every PostgreSQL server's name; its private zone is below `private.` of this."""

PRIVATE_LINK = {
    "vault": "privatelink.vaultcore.azure.net",
    "blob": "privatelink.blob.core.windows.net",
    "queue": "privatelink.queue.core.windows.net",
    "table": "privatelink.table.core.windows.net",
}
"""Part of a service that has private endpoints → the zone that its public names lead to."""


def deployment_host(host_name: str) -> str:
    """Returns the host beside an app's own that builds its code and opens a shell in it.

    >>> deployment_host("app-1.azurewebsites.net")
    'app-1.scm.azurewebsites.net'

    https://learn.microsoft.com/azure/app-service/resources-kudu
    """
    app, _, domain = host_name.partition(".")
    return f"{app}.scm.{domain}"
