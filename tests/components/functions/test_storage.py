from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Declared

ACCOUNT = ("storage:StorageAccount", "stfuncgatehoused")


def test_the_account_has_no_keys_to_lose(deployed: Declared) -> None:
    assert deployed.one(*ACCOUNT).inputs["allowSharedKeyAccess"] is False


def test_only_in_production_the_account_is_closed_to_the_public(
    deployed: Declared, production: Declared
) -> None:
    closed = production.one("storage:StorageAccount", "stfuncgatehousep").inputs
    assert closed["publicNetworkAccess"] == "Disabled"
    assert closed["networkRuleSet"] == {"bypass": "AzureServices", "defaultAction": "Deny"}
    assert "publicNetworkAccess" not in deployed.one(*ACCOUNT).inputs
    assert "networkRuleSet" not in deployed.one(*ACCOUNT).inputs


def test_the_apps_identity_has_the_three_roles_that_the_host_needs(deployed: Declared) -> None:
    account = deployed.one(*ACCOUNT).outputs["id"]
    identity = deployed.one(
        "managedidentity:UserAssignedIdentity", "id-func-gatehouse-dev"
    ).outputs["principalId"]
    grants = [
        grant
        for grant in deployed.graph.of_type("azure-native:authorization:RoleAssignment")
        if grant.inputs["scope"] == account
    ]
    assert {grant.inputs["principalId"] for grant in grants} == {identity}
    assert sorted(grant.name for grant in grants) == [
        "storage-blob-data-owner",
        "storage-queue-data-contributor",
        "storage-table-data-contributor",
    ]
