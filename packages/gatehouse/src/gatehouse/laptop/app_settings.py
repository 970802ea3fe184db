"""App settings as the process of a site gets them on a laptop, in three steps.

1. `resolve` (declared/vault_secrets.py) replaces Key Vault references by their secrets, as Azure
   does; `WEBSITE_HOSTNAME` is added (declared/site.py).
2. `translate`, here, leads to the local servers instead of Azure's, for both kinds of site.
3. The environment of the process is what its host adds to that: `web_environment` for a web app
   (hosts/web/site_environment.py), `app_settings` for a function app
   (hosts/functions/worker_environment.py).

Such as `DBHOST`: a reference to a secret in the program, `psql.postgres.database.azure.com` after
the first step, `127.0.0.1:54321` after the second.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gatehouse.declared.database import DeclaredDatabase
    from gatehouse.declared.site import Site
    from gatehouse.laptop.addresses import LocalAddresses

# Nobody listens to a laptop's telemetry, and preparing it makes every process start slower.
LEFT_OUT = {"APPLICATIONINSIGHTS_CONNECTION_STRING"}
# The local server is built without TLS; between it and the site lies the loopback device alone.
WITHOUT_TLS = {"DBSSL": "disable"}


def translate(site: Site, places: LocalAddresses, database: DeclaredDatabase | None) -> Site:
    """Returns the site with settings that lead to the local servers instead of Azure's."""
    settings = {
        name: WITHOUT_TLS.get(name, places.translate(value))
        for name, value in site.settings.items()
        if name not in LEFT_OUT
    }
    if database is not None and site.settings.get("DBHOST") == database.host_name:
        # A laptop has no managed identity to log in with.
        settings.setdefault("DBPASS", database.password)
    return replace(site, settings=settings)
