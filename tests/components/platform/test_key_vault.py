from __future__ import annotations

from typing import TYPE_CHECKING

from components.platform.platform import Platform
from config import StackConfig

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Declared

VAULT = ("keyvault:Vault", "kv-gatehouse-dev")


def test_the_vault_is_opened_by_roles_and_closed_to_the_internet(deployed: Declared) -> None:
    properties = deployed.one(*VAULT).inputs["properties"]
    assert properties["enableRbacAuthorization"] is True
    assert "accessPolicies" not in properties
    assert properties["networkAcls"]["defaultAction"] == "Deny"
    assert properties["networkAcls"]["bypass"] == "AzureServices"


def test_a_production_vault_is_reached_through_its_endpoint_and_by_trusted_services(
    production: Declared,
) -> None:
    properties = production.one("keyvault:Vault", "kv-gatehouse-pro").inputs["properties"]
    assert properties["publicNetworkAccess"] == "Disabled"
    assert properties["networkAcls"]["bypass"] == "AzureServices"


def test_a_trial_vault_is_gone_after_a_week_and_may_be_purged(deployed: Declared) -> None:
    properties = deployed.one(*VAULT).inputs["properties"]
    assert properties["enableSoftDelete"] is True
    assert properties["softDeleteRetentionInDays"] == 7
    assert "enablePurgeProtection" not in properties


def test_nobody_purges_a_production_vault(production: Declared) -> None:
    vault = production.one("keyvault:Vault", "kv-gatehouse-pro")
    assert vault.inputs["properties"]["enablePurgeProtection"] is True
    assert vault.inputs["properties"]["softDeleteRetentionInDays"] == 90
    assert production.requests[vault.urn].protect is True
    kept = "properties.softDeleteRetentionInDays"
    assert production.requests[vault.urn].ignoreChanges == [kept]


def test_who_reads_secrets_is_logged(deployed: Declared) -> None:
    setting = deployed.one("monitor:DiagnosticSetting", "vault")
    assert setting.inputs["resourceUri"] == deployed.one(*VAULT).outputs["id"]
    assert {"category": "AuditEvent", "enabled": True} in setting.inputs["logs"]


def test_secrets_are_deleted_with_their_vault(deployed: Declared) -> None:
    secrets = deployed.graph.of_type("azure-native:keyvault:Secret")
    vault = deployed.one(*VAULT).urn
    assert len(secrets) > 1
    assert {deployed.requests[secret.urn].deletedWith for secret in secrets} == {vault}


def test_a_vault_that_is_open_to_a_subnet_gets_one_endpoint_for_apps_elsewhere(
    declare: Callable[..., Declared], root: Path
) -> None:
    def program() -> None:
        platform = Platform("gatehouse-dev", StackConfig.load(root / "policies").platform)
        for _ in range(2):
            platform.key_vault.reach_through(platform.network.endpoints())
        (last,) = platform.key_vault.endpoints
        assert last.pulumi_resource_name == "vault"

    declared = declare(program)
    endpoint = declared.one("network:PrivateEndpoint", "pep-vault-gatehouse-dev")
    assert endpoint.inputs["privateLinkServiceConnections"][0]["groupIds"] == ["vault"]
    vault = declared.one("keyvault:Vault", "kv-gatehouse-dev")
    assert vault.inputs["properties"]["publicNetworkAccess"] != "Disabled"
