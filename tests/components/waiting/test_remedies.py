from __future__ import annotations

import pytest

from components.waiting.remedies import REMEDIES, remedy


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (
            "The subscription is not registered to use namespace 'Microsoft.ApiManagement'. See",
            "az provider register --wait --namespace Microsoft.ApiManagement`",
        ),
        ("LocationIsOfferRestricted", "list-skus --location REGION"),
        ("The value of the 'Version' should be in: []. Verify", "list-skus --location REGION"),
        ("Code=ServiceAlreadyExistsInSoftDeletedState", "az apim deletedservice purge"),
        ("A vault with the same name already exists in deleted state", "az keyvault recover"),
        ("UpsertServerManagementOperationDowngradeDiskSizeUnsupported", "pulumi refresh"),
        ("SubscriptionIsOverQuotaForSku", "quota in this region"),
        ("Operation cannot be completed. Current Limit (Basic VMs): 0", "quota in this region"),
        (
            "AuthorizationFailed: … 'Microsoft.Authorization/roleAssignments/write' over scope",
            "it needs Owner",
        ),
        ("Encountered an error (InternalServerError) from host runtime", "has not started"),
    ],
)
def test_a_known_refusal_has_a_remedy(error: str, advice: str) -> None:
    assert advice in (remedy(error) or "")


def test_an_unknown_refusal_has_none() -> None:
    assert remedy("ValidationError: the name is taken") is None


def test_every_remedy_has_its_source() -> None:
    assert [one for one in REMEDIES if not one.source.startswith("https://")] == []
