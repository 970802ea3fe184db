"""The resource graph, shaped as ARM resources for the gateway."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from gatehouse.azure.kinds.api_management import SERVICE
from gatehouse.declared.gateway_document import gateway_document
from gatehouse.declared.vault_secrets import SECRET
from gatehouse.errors import LocalError
from gatehouse.graph.graph import Graph, Resource
from tests.gatehouse.resources import resource

if TYPE_CHECKING:
    from pathlib import Path

ANSWERS = {"/one": {"primaryKey": "first", "secondaryKey": "second"}}
URI = "https://kv.vault.azure.net/secrets/function-app-key"


def child(kind: str, name: str = "one", /, **outputs: Any) -> Resource:
    """Returns a resource of the service `apim`."""
    return resource(f"azure-native:apimanagement:{kind}", name, serviceName="apim", **outputs)


SKU = {"name": "Consumption", "capacity": 0}
GATEWAY = resource(SERVICE, "apim", name="apim", location="westeurope", sku=SKU)


def children(*resources: Resource) -> list[dict[str, Any]]:
    document = gateway_document(Graph(resources=(GATEWAY, *resources), answers=ANSWERS))
    children: list[dict[str, Any]] = document["resources"][1:]
    return children


def test_the_service_tells_its_tier_and_region() -> None:
    assert gateway_document(Graph(resources=(GATEWAY,)))["resources"] == [
        {
            "type": "Microsoft.ApiManagement/service",
            "name": "apim",
            "location": "westeurope",
            "sku": SKU,
            "properties": {},
        }
    ]


def test_schemas_are_in_a_document_of_their_own() -> None:
    components = {"schemas": {"A": {"type": "integer"}}}
    [schema] = children(child("ApiSchema", apiId="demo", schemaId="s", components=components))
    assert schema["type"] == "Microsoft.ApiManagement/service/apis/schemas"
    assert schema["name"] == "apim/demo/s"
    assert schema["properties"]["document"] == {"components": components}


def test_a_child_is_named_after_its_parents() -> None:
    [operation] = children(child("ApiOperation", apiId="demo", operationId="get", method="GET"))
    assert operation["type"] == "Microsoft.ApiManagement/service/apis/operations"
    assert operation["name"] == "apim/demo/get"
    assert operation["properties"]["method"] == "GET"


def test_a_named_value_gets_its_secret_from_the_vault() -> None:
    secret = {"secretUri": URI, "secretUriWithVersion": f"{URI}/1", "value": "s3cret"}
    [named_value] = children(
        resource(SECRET, properties=secret),
        child("NamedValue", namedValueId="key", keyVault={"secretIdentifier": URI}),
    )
    assert named_value["properties"]["value"] == "s3cret"
    assert "keyVault" not in named_value["properties"]


def test_a_named_value_of_its_own_keeps_it() -> None:
    [named_value] = children(child("NamedValue", namedValueId="region", value="west"))
    assert named_value["properties"]["value"] == "west"


def test_a_subscription_gets_the_keys_that_azure_would_list() -> None:
    [subscription] = children(child("Subscription", sid="one", id="/one"))
    assert subscription["properties"] | ANSWERS["/one"] == subscription["properties"]


@pytest.mark.parametrize(
    ("kind", "ids", "file"),
    [
        ("ApiPolicy", {"apiId": "demo"}, "policies/demo.xml"),
        ("ApiOperationPolicy", {"apiId": "a", "operationId": "demo"}, "policies/demo.xml"),
        ("Policy", {}, "policies/demo.xml"),
        ("ProductPolicy", {"productId": "demo"}, "policies/products/demo.xml"),
        ("PolicyFragment", {"id": "demo"}, "policies/fragments/demo.xml"),
    ],
)
def test_a_policy_tells_the_file_it_was_read_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, ids: dict[str, str], file: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).touch()
    demo, other = children(
        child(kind, "demo", name="demo", policyId="policy", **ids),
        child(kind, "other", name="other", policyId="policy", **ids),
    )
    assert demo["source"] == file
    assert "source" not in other


def test_what_only_watches_the_gateway_is_left_out() -> None:
    assert children(child("Logger"), child("Diagnostic"), resource("gatehouse:api:Api")) == []


def test_a_kind_that_the_gateway_lacks_is_refused() -> None:
    with pytest.raises(LocalError, match="the local gateway has no Gateway; it knows Api, "):
        children(child("Gateway"))
