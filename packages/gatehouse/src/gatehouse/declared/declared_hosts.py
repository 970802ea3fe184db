"""What the program declares that runs as a host, as far as only a start can follow it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from gatehouse.azure.kinds.api_management import SERVICE
from gatehouse.declared.database import DeclaredDatabase, database
from gatehouse.declared.site import Site, sites

if TYPE_CHECKING:
    from gatehouse.graph.graph import Graph


@dataclass(frozen=True, kw_only=True)
class DeclaredHosts:
    """Hosts by kind; two of them are equal when the hosts of the one may go on for the other."""

    gateway_host_name: str | None
    function_apps: tuple[Site, ...]
    web_apps: tuple[Site, ...]
    """The one of the stack output `web_url` first."""
    database: DeclaredDatabase | None

    @classmethod
    def of(cls, graph: Graph) -> DeclaredHosts:
        """Reads the graph; raises LocalError for what the laptop can't run."""
        found = sites(graph)
        function_apps = tuple(site for site in found if site.is_function_app)
        main = urlsplit(graph.stack_outputs.get("web_url", "")).hostname
        web_apps = [site for site in found if not site.is_function_app]
        return cls(
            gateway_host_name=_gateway_host_name(graph),
            function_apps=function_apps,
            web_apps=tuple(sorted(web_apps, key=lambda site: site.host_name != main)),
            database=database(graph),
        )


def _gateway_host_name(graph: Graph) -> str | None:
    if not graph.of_type(SERVICE):
        return None
    url: str = graph.only(SERVICE).outputs["gatewayUrl"]
    return urlsplit(url).hostname
