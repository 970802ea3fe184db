from __future__ import annotations

from typing import Any

import pytest

from gatehouse.azure.kinds.ids import SUBSCRIPTION
from gatehouse.azure.references import missing, parent_id, references

ROOT = f"/subscriptions/{SUBSCRIPTION}"
GROUP = f"{ROOT}/resourceGroups/rg"
IN_GROUP = f"{GROUP}/providers"
APIM = f"{IN_GROUP}/Microsoft.ApiManagement/service/apim"
VAULT = f"{IN_GROUP}/Microsoft.KeyVault/vaults/kv"
ACCOUNT = f"{IN_GROUP}/Microsoft.Storage/storageAccounts/st"


def found(type_: str, id_: str, **inputs: Any) -> set[str]:
    """What a resource refers to, beside what it lies in."""
    return set(references(f"azure-native:{type_}", id_, inputs)) - {parent_id(id_)}


@pytest.mark.parametrize(
    ("id_", "parent"),
    [
        (GROUP, ROOT),
        (APIM, GROUP),
        (f"{APIM}/apis/a/operations/o/policies/policy", f"{APIM}/apis/a/operations/o"),
        (f"{VAULT}/providers/Microsoft.Authorization/roleAssignments/g", VAULT),
        (f"{GROUP}/providers/Microsoft.Insights/diagnosticSettings/d", GROUP),
        (f"{ACCOUNT}/blobServices/default/containers/c", ACCOUNT),
        (
            f"{ACCOUNT}/blobServices/default/containers/c/blobs/b%2Fa.zip",
            f"{ACCOUNT}/blobServices/default/containers/c",
        ),
        (f"{ACCOUNT}/blobServices/default", ACCOUNT),
        (
            f"{ACCOUNT}/blobServices/default/providers/Microsoft.Insights/diagnosticSettings/d",
            ACCOUNT,
        ),
        ("psql-0a1b2c3d", ""),
    ],
)
def test_a_resource_lies_in_another(id_: str, parent: str) -> None:
    assert parent_id(id_) == parent


def test_what_lies_nowhere_refers_to_nothing() -> None:
    assert list(references("random:index/randomId:RandomId", "psql-0a1b", {"prefix": "x"})) == []


def test_ids_are_found_wherever_they_stand() -> None:
    site = f"{IN_GROUP}/Microsoft.Web/sites/app"
    assert found(
        "apimanagement:Backend",
        f"{APIM}/backends/b",
        resourceId=f"https://management.azure.com{site}",
        pool={"services": [{"id": f"{APIM}/backends/c"}]},
        number=1.0,
    ) == {site, f"{APIM}/backends/c"}


def test_a_secret_is_found_by_its_address() -> None:
    assert found(
        "web:WebApp",
        f"{IN_GROUP}/Microsoft.Web/sites/app",
        value="@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/secret-key/)",
    ) == {"/vaults/kv/secrets/secret-key"}


def test_a_policy_refers_to_named_values_and_a_backend() -> None:
    assert found(
        "apimanagement:ApiPolicy",
        f"{APIM}/apis/a/policies/policy",
        serviceName="apim",
        value='<set-backend-service backend-id="function-app" /><set-header value="{{key}}" />',
    ) == {"/service/apim/backends/function-app", "/service/apim/namedValues/key"}


def test_a_policy_refers_to_the_fragments_that_it_includes() -> None:
    assert found(
        "apimanagement:Policy",
        f"{APIM}/policies/policy",
        serviceName="apim",
        value='<include-fragment fragment-id="told" />',
    ) == {"/service/apim/policyFragments/told"}


def test_outside_api_management_braces_mean_nothing() -> None:
    assert found("web:WebApp", f"{IN_GROUP}/Microsoft.Web/sites/app", value="{{key}}") == set()


def test_what_joins_two_resources_needs_both() -> None:
    inputs = {"resourceGroupName": "rg", "serviceName": "apim", "productId": "p", "apiId": "a"}
    assert found("apimanagement:ProductApi", f"{APIM}/products/p/apis/a", **inputs) == {
        f"{APIM}/apis/a"
    }


def test_only_what_nothing_has_is_missing() -> None:
    existing = [APIM, f"{VAULT}/secrets/one"]
    wanted = [
        APIM.lower(),
        "/vaults/kv/secrets/one",
        "/vaults/kv/secrets/two",
        f"{APIM}/apis/a",
        ROOT,
        f"{ROOT}/providers/Microsoft.Authorization/roleDefinitions/b7e6dc6d",
        f"{ACCOUNT}/blobServices/default",
    ]
    assert missing(wanted, existing) == [f"{APIM}/apis/a", "/vaults/kv/secrets/two"]
