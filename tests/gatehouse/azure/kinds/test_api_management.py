from __future__ import annotations

from typing import TYPE_CHECKING

from gatehouse.azure.cloud import Azure
from gatehouse.azure.kinds.ids import TENANT, guid

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatehouse.azure.cloud import Created


def test_a_service_has_addresses_and_an_identity(create: Callable[..., Created]) -> None:
    service = create(
        "apimanagement:ApiManagementService",
        serviceName="apim",
        identity={"type": "SystemAssigned"},
    )
    assert service.computed == {
        "name": "apim",
        "gatewayUrl": "https://apim.azure-api.net",
        "managementApiUrl": "https://apim.management.azure-api.net",
        "identity": {
            "type": "SystemAssigned",
            "principalId": guid("principal", "apim"),
            "tenantId": TENANT,
        },
    }


def test_a_policy_is_addressed_below_its_api_and_operation(create: Callable[..., Created]) -> None:
    policy = create(
        "apimanagement:ApiOperationPolicy",
        serviceName="apim",
        apiId="names",
        operationId="generate_name",
        policyId="policy",
    )
    assert policy.id.partition("/resourceGroups/")[2] == (
        "rg/providers/Microsoft.ApiManagement/service/apim/apis/names/operations/generate_name"
        "/policies/policy"
    )


def test_a_subscription_has_two_keys() -> None:
    keys = Azure(b"seed").invoke(
        "azure-native:apimanagement:listSubscriptionSecrets", {"serviceName": "a", "sid": "s"}
    )
    assert keys.keys() == {"primaryKey", "secondaryKey"}
    assert keys["primaryKey"] != keys["secondaryKey"]
