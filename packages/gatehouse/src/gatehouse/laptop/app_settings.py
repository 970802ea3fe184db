"""A web site's app settings as they have to be on a laptop: what can't be the same, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gatehouse.declared.database import DeclaredDatabase
    from gatehouse.declared.site import Site
    from gatehouse.laptop.addresses import Places

# Nobody listens to a laptop's telemetry, and preparing it makes every process start slower.
LEFT_OUT = {"APPLICATIONINSIGHTS_CONNECTION_STRING"}
# The local server is built without TLS; between it and the site lies the loopback device alone.
WITHOUT_TLS = {"DBSSL": "disable"}


def on_this_machine(site: Site, places: Places, database: DeclaredDatabase | None) -> Site:
    """Returns the site with settings that lead to the local servers instead of Azure's."""
    settings = {
        name: WITHOUT_TLS.get(name, places.localise(value))
        for name, value in site.settings.items()
        if name not in LEFT_OUT
    }
    if database is not None and site.settings.get("DBHOST") == database.host_name:
        # A laptop has no managed identity to log in with.
        settings.setdefault("DBPASS", database.password)
    return replace(site, settings=settings)
