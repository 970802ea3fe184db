"""The APIs that the program publishes on the gateway."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gatehouse.graph.graph import Graph

API = "azure-native:apimanagement:Api"


def api_paths(graph: Graph) -> dict[str, str]:
    """Returns the path on the gateway by the API's name, such as `api`; empty for the root."""
    return {one.outputs["name"]: one.outputs.get("path") or "" for one in graph.of_type(API)}
