"""What the program declares that runs as a host, as far as only a start can follow it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from gatehouse.azure.kinds.api_management import SERVICE
from gatehouse.declared.database import DeclaredDatabase, databases
from gatehouse.declared.site import Site, sites

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gatehouse.graph.graph import Graph


@dataclass(frozen=True, kw_only=True)
class DeclaredHosts:
    """Hosts by kind; two of them are equal when the hosts of the one may go on for the other."""

    gateway_host_name: str | None
    function_apps: tuple[Site, ...]
    web_apps: tuple[Site, ...]
    """The one of the stack output `web_url` first."""
    databases: tuple[DeclaredDatabase, ...]
    """By server, that of the stack output `postgres_host` first."""

    @classmethod
    def of(cls, graph: Graph) -> DeclaredHosts:
        """Reads the graph; raises LocalError for what the laptop can't run."""
        found = sites(graph)
        function_apps = tuple(site for site in found if site.is_function_app)
        main = urlsplit(graph.stack_outputs.get("web_url", "")).hostname
        web_apps = [site for site in found if not site.is_function_app]
        web_apps.sort(key=lambda site: site.host_name != main)
        apps = [site.settings for site in (*web_apps, *function_apps)]
        return cls(
            gateway_host_name=_gateway_host_name(graph),
            function_apps=function_apps,
            web_apps=tuple(web_apps),
            databases=databases(graph, apps),
        )

    @property
    def servers(self) -> dict[str, list[DeclaredDatabase]]:
        """The databases by the host names of their servers."""
        return {
            host_name: [one for one in self.databases if one.host_name == host_name]
            for host_name in dict.fromkeys(one.host_name for one in self.databases)
        }

    def database_of(self, settings: Mapping[str, str]) -> DeclaredDatabase | None:
        """Returns the database that the settings of an app lead to, if they lead to any."""
        values = {value.strip() for value in settings.values()}
        near = [one for one in self.databases if one.host_name in values]
        wanted = (settings.get("DBNAME"), settings.get("DBUSER"))
        near.sort(key=lambda one: (one.name, one.user) != wanted)
        return near[0] if near else None


def _gateway_host_name(graph: Graph) -> str | None:
    if not graph.of_type(SERVICE):
        return None
    url: str = graph.only(SERVICE).outputs["gatewayUrl"]
    return urlsplit(url).hostname
