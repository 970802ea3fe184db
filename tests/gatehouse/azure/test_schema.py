from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from gatehouse.azure.schema import input_faults
from gatehouse.graph.graph import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping

BACKEND = {
    "resourceGroupName": "rg",
    "serviceName": "apim",
    "url": "https://example.com",
    "protocol": "http",
}
VAULT = {
    "resourceGroupName": "rg",
    "properties": {"tenantId": "t", "sku": {"family": "A", "name": "standard"}},
}


def backend(**changed: Any) -> list[str]:
    """What is wrong with a backend of API Management."""
    return input_faults("azure-native:apimanagement:Backend", BACKEND | changed)


def vault(properties: Mapping[str, Any]) -> list[str]:
    """What is wrong with a vault that has these properties beside the ones it needs."""
    given = VAULT | {"properties": {**VAULT["properties"], **properties}}  # type: ignore[dict-item]
    return input_faults("azure-native:keyvault:Vault", given)


def test_what_the_sdk_knows_is_right() -> None:
    assert backend(credentials={"header": {"x-key": ["{{key}}"]}}, tls={}) == []
    assert vault({"enableSoftDelete": True, "softDeleteRetentionInDays": 7.0}) == []


def test_a_misspelt_key_is_found_at_any_depth() -> None:
    assert backend(credentails={}) == [
        (
            "credentails is not a property; allowed are backendId, circuitBreaker, credentials, "
            "description, pool, properties, protocol, proxy, resourceGroupName, resourceId, "
            "serviceName, title, tls, type, url; did you mean credentials?"
        )
    ]
    assert backend(credentials={"headers": {}}) == [
        (
            "credentials.headers is not a property; allowed are authorization, certificate, "
            "certificateIds, header, query; did you mean header?"
        )
    ]
    (found,) = vault(
        {"networkAcls": {"virtualNetworkRules": [{"id": "x"}, {"ID": "x", "id": "y"}]}}
    )
    assert found.startswith("properties.networkAcls.virtualNetworkRules[1].ID is not a property")


def test_a_key_unlike_any_other_is_not_guessed_at() -> None:
    (found,) = backend(credentials={"zzz": 1})
    assert found.endswith("certificateIds, header, query")


def test_what_is_required_is_missed_at_any_depth() -> None:
    assert input_faults("azure-native:keyvault:Vault", {"resourceGroupName": "rg"}) == [
        "properties is missing; it is required"
    ]
    assert vault({"sku": {"name": "standard"}}) == [
        "properties.sku.family is missing; it is required"
    ]


def test_an_enum_has_the_values_that_the_sdk_knows_even_where_it_takes_any_text() -> None:
    assert backend(protocol="https") == ["protocol is 'https'; allowed are http, soap"]
    assert vault({"sku": {"family": "A", "name": "Standard"}}) == [
        "properties.sku.name is 'Standard'; allowed are standard, premium"
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"enableSoftDelete": "yes"}, "enableSoftDelete is text; allowed is true or false"),
        ({"enableSoftDelete": 1.0}, "enableSoftDelete is a number; allowed is true or false"),
        (
            {"softDeleteRetentionInDays": True},
            "softDeleteRetentionInDays is true or false; allowed is a whole number",
        ),
        (
            {"softDeleteRetentionInDays": 7.5},
            "softDeleteRetentionInDays is a number; allowed is a whole number",
        ),
        ({"tenantId": ["x"]}, "tenantId is a list; allowed is text"),
        ({"tenantId": {}}, "tenantId is an object; allowed is text"),
        ({"networkAcls": "deny"}, "networkAcls is text; allowed is an object"),
        ({"accessPolicies": {}}, "accessPolicies is an object; allowed is a list"),
    ],
)
def test_a_value_of_another_kind_is_told_without_showing_it(
    given: Mapping[str, Any], expected: str
) -> None:
    assert vault(given) == [f"properties.{expected}"]


def test_a_table_has_any_keys_but_not_any_values() -> None:
    vault = VAULT | {"tags": {"any": "text"}}
    assert input_faults("azure-native:keyvault:Vault", vault) == []
    assert input_faults("azure-native:keyvault:Vault", vault | {"tags": {"a": 1.0}}) == [
        "tags['a'] is a number; allowed is text"
    ]
    assert input_faults("azure-native:keyvault:Vault", vault | {"tags": []}) == [
        "tags is a list; allowed is an object"
    ]


def test_a_number_may_be_whole() -> None:
    workspace = {"resourceGroupName": "rg", "workspaceCapping": {"dailyQuotaGb": 1.0}}
    assert input_faults("azure-native:operationalinsights:Workspace", workspace) == []


def test_a_file_is_a_file() -> None:
    blob = {"accountName": "a", "containerName": "c", "resourceGroupName": "rg"}
    type_ = "azure-native:storage:Blob"
    assert input_faults(type_, blob | {"source": {"path": "a.zip", "hash": "0"}}) == []
    assert input_faults(type_, blob | {"source": "a.zip"}) == ["source is text; allowed is a file"]


def test_what_takes_anything_is_not_looked_at() -> None:
    deployment = {
        "resourceGroupName": "rg",
        "properties": {"mode": "Incremental", "template": {"any": ["thing"]}},
    }
    assert input_faults("azure-native:resources:Deployment", deployment) == []


def test_in_a_preview_a_value_may_be_unknown() -> None:
    assert backend(url=UNKNOWN, credentials=UNKNOWN, protocol=UNKNOWN) == []


def test_of_several_alternatives_the_closest_is_meant() -> None:
    rule = {
        "resourceGroupName": "rg",
        "criteria": {
            "odataType": "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria",
            "allOff": [],
        },
        "enabled": True,
        "evaluationFrequency": "PT1M",
        "scopes": [],
        "severity": 1,
        "windowSize": "PT5M",
    }
    (found,) = input_faults("azure-native:monitor:MetricAlert", rule)
    assert found == (
        "criteria.allOff is not a property; allowed are allOf, odataType; did you mean allOf?"
    )
