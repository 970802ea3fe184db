"""The API Management half of the resource graph, shaped as the gateway takes it: as ARM resources.

https://learn.microsoft.com/azure/templates/microsoft.apimanagement/2024-05-01/service
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gatehouse.declared.vault_secrets import secret_at
from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from gatehouse.graph.graph import Graph, Resource

MODULE = "azure-native:apimanagement"
SERVICE = f"{MODULE}:ApiManagementService"


@dataclass(frozen=True)
class Shape:
    """An ARM type, and the inputs that make its name, outermost first."""

    type: str
    name: tuple[str, ...]


SHAPES = {
    "Api": Shape("apis", ("apiId",)),
    "ApiOperation": Shape("apis/operations", ("apiId", "operationId")),
    "ApiOperationPolicy": Shape("apis/operations/policies", ("apiId", "operationId", "policyId")),
    "ApiPolicy": Shape("apis/policies", ("apiId", "policyId")),
    "ApiSchema": Shape("apis/schemas", ("apiId", "schemaId")),
    "ApiVersionSet": Shape("apiVersionSets", ("versionSetId",)),
    "Backend": Shape("backends", ("backendId",)),
    "NamedValue": Shape("namedValues", ("namedValueId",)),
    "Policy": Shape("policies", ("policyId",)),
    "PolicyFragment": Shape("policyFragments", ("id",)),
    "Product": Shape("products", ("productId",)),
    "ProductApi": Shape("products/apis", ("productId", "apiId")),
    "ProductPolicy": Shape("products/policies", ("productId", "policyId")),
    "Subscription": Shape("subscriptions", ("sid",)),
}
FOLDERS = {
    "ApiOperationPolicy": Path("policies"),
    "ApiPolicy": Path("policies"),
    "Policy": Path("policies"),
    "PolicyFragment": Path("policies", "fragments"),
    "ProductPolicy": Path("policies", "products"),
}
"""Where a document's file is, which is named as the resource."""
# What is declared for Azure alone: it watches the gateway and does not change an answer.
UNSEEN = {"Diagnostic", "Logger", "ApiManagementService"}


def gateway_document(graph: Graph) -> dict[str, Any]:
    """Returns the document that `gateway.load` takes.

    Raises LocalError for an API Management resource that the local gateway doesn't know.
    """
    resources = [_service(graph.only(SERVICE))]
    for resource in graph.resources:
        module, _, kind = resource.type.rpartition(":")
        if module == MODULE and kind not in UNSEEN:
            resources.append(_child(graph, resource, kind))
    return {"resources": resources}


def _service(service: Resource) -> dict[str, Any]:
    return {
        "type": "Microsoft.ApiManagement/service",
        "name": service.outputs["name"],
        "location": service.inputs.get("location", ""),
        "sku": service.inputs["sku"],
        "properties": {},
    }


def _child(graph: Graph, resource: Resource, kind: str) -> dict[str, Any]:
    shape = SHAPES.get(kind)
    if shape is None:
        raise LocalError(
            f"{resource.urn}: the local gateway has no {kind}; it knows {', '.join(SHAPES)}"
        )
    outputs = resource.outputs
    properties = dict(outputs)
    if kind == "NamedValue" and "keyVault" in outputs:
        identifier = properties.pop("keyVault")["secretIdentifier"]
        properties["value"] = secret_at(graph, identifier)
    if kind == "ApiSchema":
        properties["document"] = {"components": properties.pop("components")}
    if kind == "Subscription":
        properties |= graph.answers[outputs["id"]]
    return {
        "type": f"Microsoft.ApiManagement/service/{shape.type}",
        "name": "/".join([outputs["serviceName"], *(resource.inputs[key] for key in shape.name)]),
        "properties": properties,
        **_source(resource, kind),
    }


def _source(resource: Resource, kind: str) -> dict[str, str]:
    """Names the file that a policy was read from, so that its mistakes are found there."""
    folder = FOLDERS.get(kind)
    if folder is None or not (folder / f"{resource.name}.xml").exists():
        return {}
    return {"source": str(folder / f"{resource.name}.xml")}
