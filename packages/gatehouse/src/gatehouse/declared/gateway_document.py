"""Gives the API Management half of the resource graph to the gateway: as ARM resources.

https://learn.microsoft.com/azure/templates/microsoft.apimanagement/2024-05-01/service
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from gatehouse.azure.kinds.api_management import SERVICE
from gatehouse.azure.kinds.shape import Shape, Unseen
from gatehouse.azure.kinds.table import KINDS
from gatehouse.declared.vault_secrets import secret_at
from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from gatehouse.graph.graph import Graph, Resource

MODULE = "azure-native:apimanagement:"


def gateway_document(graph: Graph) -> dict[str, Any]:
    """Returns the document that `gateway.load` takes.

    Raises LocalError for an API Management resource that the local gateway doesn't know.
    """
    children = [
        _child(graph, resource, shape)
        for resource in graph.resources
        if resource.type.startswith(MODULE) and (shape := _shape(resource))
    ]
    return {"resources": [_service(graph.only(SERVICE)), *children]}


def _service(service: Resource) -> dict[str, Any]:
    return {
        "type": KINDS[SERVICE].arm_type,
        "name": service.outputs["name"],
        "location": service.inputs.get("location", ""),
        "sku": service.inputs["sku"],
        "properties": {},
    }


def _shape(resource: Resource) -> Shape | None:
    """Returns None for what the gateway is not given."""
    kind = KINDS.get(resource.type)
    if kind is None or kind.gateway is None:
        known = [one.type for one in KINDS.values() if isinstance(one.gateway, Shape)]
        raise LocalError(
            f"{resource.urn}: the local gateway has no {resource.type.removeprefix(MODULE)}; "
            f"it knows {', '.join(one.removeprefix(MODULE) for one in known)}"
        )
    return None if isinstance(kind.gateway, Unseen) else kind.gateway


def _child(graph: Graph, resource: Resource, shape: Shape) -> dict[str, Any]:
    kind, outputs = KINDS[resource.type], resource.outputs
    properties = dict(shape.properties(outputs, lambda uri: secret_at(graph, uri)))
    for below in kind.listed:
        properties |= graph.answers[f"{outputs['id']}{below}"]
    return {
        "type": kind.arm_type,
        "name": "/".join(resource.inputs[name] for name in kind.in_id),
        "properties": properties,
        **_source(resource, shape),
    }


def _source(resource: Resource, shape: Shape) -> dict[str, str]:
    """Names the file that a policy was read from, so that its mistakes are found there."""
    file = Path(shape.folder, f"{resource.name}.xml")
    return {"source": str(file)} if shape.folder and file.exists() else {}
