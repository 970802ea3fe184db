from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gatehouse.azure.kinds.ids import name_of
from gatehouse.azure.kinds.kind import ResourceKind
from gatehouse.azure.kinds.table import KINDS
from gatehouse.graph.graph import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatehouse.azure.cloud import Created

ACCOUNT = KINDS["azure-native:storage:StorageAccount"]


def test_a_type_and_an_id_are_enough() -> None:
    kind = ResourceKind("azure-native:sql:Server", "Microsoft.Sql/servers/{serverName}")
    assert kind.resource_id("::x", {"resourceGroupName": "rg", "serverName": "one"}).endswith(
        "/resourceGroups/rg/providers/Microsoft.Sql/servers/one"
    )
    assert kind.name_faults("any thing") == []
    assert kind.length_faults({"version": "v" * 5000}) == []


def test_a_resource_without_a_name_gets_its_logical_one_and_eight_digits(
    create: Callable[..., Created],
) -> None:
    created = create("storage:StorageAccount")
    assert re.fullmatch("x[0-9a-f]{8}", created.computed["name"])
    assert created.id.endswith(f"/storageAccounts/{created.computed['name']}")


def test_a_given_name_is_the_name(create: Callable[..., Created]) -> None:
    assert create("keyvault:Vault", vaultName="kv", properties={}).computed["name"] == "kv"


def test_a_name_with_a_slash_is_one_part_of_the_id() -> None:
    within = {"resourceGroupName": "g", "accountName": "st", "containerName": "c"}
    blob = {**within, "blobName": "b/a"}
    id_ = KINDS["azure-native:storage:Blob"].resource_id("::x", blob)
    assert id_.endswith("/storageAccounts/st/blobServices/default/containers/c/blobs/b%2Fa")
    assert name_of(id_) == "b/a"


def test_the_arm_type_is_the_id_without_the_names() -> None:
    kind = KINDS["azure-native:apimanagement:ApiOperation"]
    assert kind.arm_type == "Microsoft.ApiManagement/service/apis/operations"
    assert kind.in_id == ["serviceName", "apiId", "operationId"]


def test_a_fault_says_what_is_given_and_what_is_allowed() -> None:
    assert ACCOUNT.name_faults("st-code") == [
        "the name is 'st-code'; allowed is 3 to 24 lower-case letters and digits"
    ]
    assert ACCOUNT.name_faults("stcode") == []


def test_a_name_that_is_not_known_yet_is_not_judged() -> None:
    assert ACCOUNT.name_faults(UNKNOWN) == []


def test_a_text_is_not_longer_than_azure_takes() -> None:
    kind = KINDS["azure-native:apimanagement:ApiOperation"]
    assert kind.length_faults({"description": "d" * 1000, "displayName": None}) == []
    assert kind.length_faults({"description": "d" * 1001}) == [
        "description has 1001 characters; allowed are up to 1000; shorten it"
    ]
