from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from gatehouse.azure.cloud import Azure, AzureError

if TYPE_CHECKING:
    from collections.abc import Mapping

AZURE = Azure(b"seed")


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


def test_keys_follow_from_the_seed() -> None:
    assert Azure(b"1").key("a", "b") == Azure(b"1").key("a", "b")
    assert Azure(b"1").key("a", "b") != Azure(b"2").key("a", "b")
    assert Azure(b"1").key("a", "b") != Azure(b"1").key("ab")
    assert re.fullmatch("[A-Za-z0-9_-]{43}", AZURE.key("a"))


def test_a_type_that_is_not_described_is_refused() -> None:
    with pytest.raises(AzureError) as refusal:
        AZURE.create("azure-native:sql:Server", "urn:pulumi:dev::gatehouse::t::x", {})
    assert str(refusal.value) == (
        "the program declares a azure-native:sql:Server; allowed are the types in "
        "gatehouse/azure/kinds/; add an entry to the file of its service there"
    )


def test_a_function_that_is_not_described_is_refused() -> None:
    with pytest.raises(AzureError) as refusal:
        AZURE.invoke("azure-native:sql:getServer", {})
    assert str(refusal.value) == (
        "the program calls azure-native:sql:getServer; allowed are the functions in "
        "gatehouse/azure/kinds/; add what Azure answers to the file of its service there"
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
