"""What the program declares to run on App Service and Functions, as the laptop runs it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gatehouse.azure.kinds.app_service import FUNCTIONS_HOST
from gatehouse.declared.app_settings import resolve
from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    python_version: str = ""
    """The declared one, such as `3.12`; empty where none is."""
    startup_command: str
    health_check_path: str
    """Answers 200 when all is well; empty when the program names none."""
    settings: Mapping[str, str] = field(repr=False)
    keys: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """What Azure lists for its Functions host."""


def sites(graph: Graph) -> tuple[Site, ...]:
    """Returns every site of the program."""
    return tuple(_site(graph, resource) for resource in graph.of_type(SITE))


def _site(graph: Graph, resource: Resource) -> Site:
    outputs = resource.outputs
    config = outputs["siteConfig"]
    pairs = {pair["name"]: pair["value"] for pair in config["appSettings"]}
    return Site(
        name=outputs["name"],
        host_name=outputs["defaultHostName"],
        is_function_app=FUNCTION_APP in outputs["kind"].split(","),
        source=_source(graph, outputs["name"]),
        python_version=_python_version(outputs),
        startup_command=config.get("appCommandLine", ""),
        health_check_path=config.get("healthCheckPath", ""),
        settings=resolve(graph, pairs, outputs["defaultHostName"]),
        keys=graph.answers.get(f"{outputs['id']}{FUNCTIONS_HOST}", {}),
    )


def _python_version(outputs: Mapping[str, Any]) -> str:
    """Returns the version, which Flex Consumption and App Service each have in a place of its own.

    App Service writes `PYTHON|3.12`.
    """
    runtime = (outputs.get("functionAppConfig") or {}).get("runtime")
    if runtime is not None:
        return str(runtime["version"])
    return str(outputs["siteConfig"].get("linuxFxVersion", "")).partition("|")[2]


def _source(graph: Graph, site_name: str) -> Path:
    for release in graph.of_type(RELEASE):
        if release.inputs["siteName"] == site_name:
            return Path(release.inputs["source"])
    raise LocalError(
        f"no code is released to the site {site_name}; add a CodeRelease for it, or remove it"
    )
