from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

import pytest

from gatehouse.azure.cloud import TENANT, Azure, AzureError
from gatehouse.azure.kinds.ids import SUBSCRIPTION, guid

if TYPE_CHECKING:
    from collections.abc import Mapping

GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg/providers"
AZURE = Azure(b"seed")


def create(type_: str, **inputs: Any) -> Mapping[str, Any]:
    """What Azure computes for the resource, in the group rg, with the logical name `x`."""
    urn = f"urn:pulumi:dev::gatehouse::{type_}::x"
    return AZURE.create(
        f"azure-native:{type_}", urn, {"resourceGroupName": "rg", **inputs}
    ).computed


def test_a_resource_without_a_name_gets_its_logical_one_and_eight_digits() -> None:
    created = AZURE.create(
        "azure-native:storage:StorageAccount",
        "urn:pulumi:dev::gatehouse::azure-native:storage:StorageAccount::stcode",
        {"resourceGroupName": "rg"},
    )
    assert re.fullmatch("stcode[0-9a-f]{8}", created.computed["name"])
    assert created.id == (f"{GROUP}/Microsoft.Storage/storageAccounts/{created.computed['name']}")


def test_made_up_names_follow_from_the_urn_alone() -> None:
    urn = "urn:pulumi:{}::gatehouse::azure-native:web:AppServicePlan::plan"
    names = [
        Azure(seed)
        .create("azure-native:web:AppServicePlan", urn.format(stack), {"resourceGroupName": "rg"})
        .id
        for seed, stack in ((b"1", "dev"), (b"2", "dev"), (b"1", "prod"))
    ]
    assert names[0] == names[1]
    assert names[0] != names[2]


def test_a_given_name_is_the_name() -> None:
    assert create("keyvault:Vault", vaultName="kv", properties={})["name"] == "kv"


def test_a_child_is_addressed_below_its_parents() -> None:
    created = AZURE.create(
        "azure-native:apimanagement:ApiOperationPolicy",
        "urn:pulumi:dev::gatehouse::t::x",
        {
            "resourceGroupName": "rg",
            "serviceName": "apim",
            "apiId": "names",
            "operationId": "generate_name",
            "policyId": "policy",
        },
    )
    assert created.id == (
        f"{GROUP}/Microsoft.ApiManagement/service/apim/apis/names/operations/generate_name"
        "/policies/policy"
    )


def test_a_role_assignment_lies_below_its_scope_and_is_called_by_an_identifier() -> None:
    created = AZURE.create(
        "azure-native:authorization:RoleAssignment",
        "urn:pulumi:dev::gatehouse::t::x",
        {"scope": f"{GROUP}/Microsoft.KeyVault/vaults/kv"},
    )
    scope, name = created.id.split("/providers/Microsoft.Authorization/roleAssignments/")
    assert scope == f"{GROUP}/Microsoft.KeyVault/vaults/kv"
    assert re.fullmatch("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", name)


@pytest.mark.parametrize(
    ("type_", "inputs", "expected"),
    [
        (
            "web:WebApp",
            {
                "name": "func",
                "identity": {"type": "UserAssigned", "userAssignedIdentities": ["/i/id"]},
            },
            {
                "name": "func",
                "customDomainVerificationId": hashlib.sha256(SUBSCRIPTION.encode())
                .hexdigest()
                .upper(),
                "defaultHostName": "func.azurewebsites.net",
                "hostNames": ["func.azurewebsites.net"],
                "state": "Running",
                "identity": {
                    "type": "UserAssigned",
                    "userAssignedIdentities": {
                        "/i/id": {
                            "clientId": guid("client", "id"),
                            "principalId": guid("principal", "id"),
                        }
                    },
                },
            },
        ),
        (
            "managedidentity:UserAssignedIdentity",
            {"resourceName": "id"},
            {
                "name": "id",
                "clientId": guid("client", "id"),
                "principalId": guid("principal", "id"),
                "tenantId": TENANT,
            },
        ),
        (
            "apimanagement:ApiManagementService",
            {"serviceName": "apim", "identity": {"type": "SystemAssigned"}},
            {
                "name": "apim",
                "gatewayUrl": "https://apim.azure-api.net",
                "managementApiUrl": "https://apim.management.azure-api.net",
                "identity": {
                    "type": "SystemAssigned",
                    "principalId": guid("principal", "apim"),
                    "tenantId": TENANT,
                },
            },
        ),
        (
            "storage:Blob",
            {"accountName": "st", "containerName": "releases", "blobName": "b/a.zip"},
            {"name": "b/a.zip", "url": "https://st.blob.core.windows.net/releases/b/a.zip"},
        ),
        (
            "keyvault:Vault",
            {"vaultName": "kv", "properties": {"tenantId": TENANT}},
            {
                "name": "kv",
                "properties": {"tenantId": TENANT, "vaultUri": "https://kv.vault.azure.net/"},
            },
        ),
        (
            "dbforpostgresql:Server",
            {"serverName": "psql"},
            {
                "name": "psql",
                "fullyQualifiedDomainName": "psql.postgres.database.azure.com",
                "state": "Ready",
            },
        ),
        ("web:AppServicePlan", {"name": "asp"}, {"name": "asp"}),
        (
            "web:Certificate",
            {"name": "www.example.com"},
            {"name": "www.example.com", "thumbprint": "80FC0FB9266DB7B83F85850FA0E6548B6D70EE68"},
        ),
    ],
)
def test_azure_adds_what_it_computes(
    type_: str, inputs: Mapping[str, Any], expected: Mapping[str, Any]
) -> None:
    assert create(type_, **inputs) == expected


def test_a_storage_account_has_an_address_for_every_service() -> None:
    endpoints = create("storage:StorageAccount", accountName="st")["primaryEndpoints"]
    assert endpoints["blob"] == "https://st.blob.core.windows.net/"
    assert endpoints["queue"] == "https://st.queue.core.windows.net/"


def test_telemetry_is_sent_to_a_host_that_cannot_exist() -> None:
    computed = create("applicationinsights:Component", resourceName="appi")
    assert computed["connectionString"] == (
        f"InstrumentationKey={computed['instrumentationKey']};"
        "IngestionEndpoint=https://applicationinsights.invalid/"
    )


def test_a_secret_has_another_version_when_it_has_another_value() -> None:
    first, second, again = (
        create("keyvault:Secret", vaultName="kv", secretName="s", properties={"value": value})
        for value in ("a", "b", "a")
    )
    assert first == again
    assert first["properties"]["secretUri"] == "https://kv.vault.azure.net/secrets/s"
    assert (
        first["properties"]["secretUriWithVersion"]
        != (second["properties"]["secretUriWithVersion"])
    )


def test_a_random_id_has_as_many_digits_as_asked_for_and_outlives_the_seed() -> None:
    urn, inputs = "urn:pulumi:dev::gatehouse::t::x", {"byteLength": 4}
    first, second = (
        Azure(seed).create("random:index/randomId:RandomId", urn, inputs).computed["hex"]
        for seed in (b"1", b"2")
    )
    assert re.fullmatch("[0-9a-f]{8}", first)
    assert first == second


@pytest.mark.parametrize(
    ("inputs", "letters"),
    [
        ({"length": 40}, r"[A-Za-z0-9_-]{40}"),
        ({"length": 40, "special": False}, r"[A-Za-z0-9]{40}"),
        ({"length": 40, "special": False, "upper": False}, r"[a-z0-9]{40}"),
        ({"length": 40, "overrideSpecial": "!"}, r"[A-Za-z0-9!]{40}"),
    ],
)
def test_a_password_is_made_of_what_it_may_hold(inputs: Mapping[str, Any], letters: str) -> None:
    created = AZURE.create(
        "random:index/randomPassword:RandomPassword", "urn:pulumi:dev::gatehouse::t::x", inputs
    )
    assert re.fullmatch(letters, created.computed["result"])


def test_keys_follow_from_the_seed() -> None:
    assert Azure(b"1").key("a", "b") == Azure(b"1").key("a", "b")
    assert Azure(b"1").key("a", "b") != Azure(b"2").key("a", "b")
    assert Azure(b"1").key("a", "b") != Azure(b"1").key("ab")
    assert re.fullmatch("[A-Za-z0-9_-]{43}", AZURE.key("a"))


def test_a_function_app_has_a_default_key_of_its_own() -> None:
    one, other = (
        AZURE.invoke("azure-native:web:listWebAppHostKeys", {"name": name}) for name in "ab"
    )
    assert one["functionKeys"]["default"] != other["functionKeys"]["default"]
    assert one["functionKeys"]["default"] != one["masterKey"]


def test_a_subscription_has_two_keys() -> None:
    keys = AZURE.invoke(
        "azure-native:apimanagement:listSubscriptionSecrets", {"serviceName": "a", "sid": "s"}
    )
    assert keys.keys() == {"primaryKey", "secondaryKey"}
    assert keys["primaryKey"] != keys["secondaryKey"]


def test_whoever_deploys_belongs_to_the_subscription_and_tenant() -> None:
    client = AZURE.invoke("azure-native:authorization:getClientConfig", {})
    assert (client["subscriptionId"], client["tenantId"]) == (SUBSCRIPTION, TENANT)


def test_a_type_that_is_not_described_is_refused() -> None:
    with pytest.raises(AzureError) as refusal:
        AZURE.create("azure-native:sql:Server", "urn:pulumi:dev::gatehouse::t::x", {})
    assert str(refusal.value) == (
        "the program declares a azure-native:sql:Server; allowed are the types in "
        "gatehouse/azure/kinds/ids.py; add its id there, "
        "and what Azure computes for it in gatehouse/azure/cloud.py"
    )


def test_a_function_that_is_not_described_is_refused() -> None:
    with pytest.raises(AzureError) as refusal:
        AZURE.invoke("azure-native:sql:getServer", {})
    assert str(refusal.value) == (
        "the program calls azure-native:sql:getServer; allowed are the functions in "
        "gatehouse/azure/cloud.py; add what Azure answers there"
    )


@pytest.mark.parametrize(
    ("type_", "inputs", "below", "function", "arguments"),
    [
        (
            "web:WebApp",
            {"name": "func", "identity": {"userAssignedIdentities": []}, "resourceGroupName": "rg"},
            "/host/default",
            "web:listWebAppHostKeys",
            {"name": "func"},
        ),
        (
            "apimanagement:Subscription",
            {"serviceName": "a", "sid": "s", "resourceGroupName": "rg"},
            "",
            "apimanagement:listSubscriptionSecrets",
            {"serviceName": "a", "sid": "s"},
        ),
    ],
)
def test_whoever_lists_keys_gets_those_that_the_resource_was_made_with(
    type_: str, inputs: Any, below: str, function: str, arguments: Mapping[str, str]
) -> None:
    created = AZURE.create(f"azure-native:{type_}", "urn:pulumi:dev::gatehouse::t::x", inputs)
    listed = AZURE.invoke(f"azure-native:{function}", arguments)
    assert created.answers == {f"{created.id}{below}": listed}
    assert str(listed) not in repr(created)


def test_a_database_server_has_a_password_for_who_signs_in_by_identity() -> None:
    created = AZURE.create(
        "azure-native:dbforpostgresql:Server",
        "urn:pulumi:dev::gatehouse::t::x",
        {"resourceGroupName": "rg"},
    )
    assert len(created.answers[created.id]["password"]) == 43
