"""What the program declares to run on App Service and Functions, as the laptop runs it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from gatehouse.declared.vault_secrets import resolve
from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gatehouse.azure.cloud import Azure
    from gatehouse.graph.graph import Graph, Resource

SITE = "azure-native:web:WebApp"
RELEASE = "gatehouse:code_release:CodeRelease"
FUNCTION_APP = "functionapp"


@dataclass(frozen=True, kw_only=True)
class Site:
    """One site, with its app settings as App Service delivers them to the process."""

    name: str
    host_name: str
    is_function_app: bool
    source: Path
    startup_command: str
    health_check_path: str
    """Answers 200 when all is well; empty when the program names none."""
    settings: Mapping[str, str] = field(repr=False)


def sites(graph: Graph, azure: Azure) -> tuple[Site, ...]:
    """Returns every site of the program."""
    return tuple(_site(graph, azure, resource) for resource in graph.of_type(SITE))


def _site(graph: Graph, azure: Azure, resource: Resource) -> Site:
    outputs = resource.outputs
    config = outputs["siteConfig"]
    pairs = {pair["name"]: pair["value"] for pair in config["appSettings"]}
    return Site(
        name=outputs["name"],
        host_name=outputs["defaultHostName"],
        is_function_app=FUNCTION_APP in outputs["kind"].split(","),
        source=_source(graph, outputs["name"]),
        startup_command=config.get("appCommandLine", ""),
        health_check_path=config.get("healthCheckPath", ""),
        settings={"WEBSITE_HOSTNAME": outputs["defaultHostName"], **resolve(graph, azure, pairs)},
    )


def _source(graph: Graph, site_name: str) -> Path:
    for release in graph.of_type(RELEASE):
        if release.inputs["siteName"] == site_name:
            return Path(release.inputs["source"])
    raise LocalError(
        f"no code is released to the site {site_name}; add a CodeRelease for it, or remove it"
    )
