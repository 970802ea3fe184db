from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from components.gateway import tiers
from components.gateway.api_management import (
    ApiManagement,
    ApiManagementArgs,
    custom_properties,
)
from components.platform.platform import Platform
from config import StackConfig

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Declared

SERVICE = ("apimanagement:ApiManagementService", "apim-gatehouse-dev")


def test_the_service_costs_nothing_while_nobody_calls(deployed: Declared) -> None:
    inputs = deployed.one(*SERVICE).inputs
    assert inputs["sku"] == {"name": "Consumption", "capacity": 0}
    assert inputs["publisherEmail"] == "publisherEmail@stand-in.local"
    assert inputs["publisherName"] == "Gatehouse"


def test_the_service_has_an_identity_that_may_read_the_vault(deployed: Declared) -> None:
    service = deployed.one(*SERVICE)
    vault = deployed.one("keyvault:Vault", "kv-gatehouse-dev").outputs["id"]
    grants = [
        grant.name
        for grant in deployed.graph.of_type("azure-native:authorization:RoleAssignment")
        if grant.inputs["principalId"] == service.outputs["identity"]["principalId"]
        and grant.inputs["scope"] == vault
    ]
    assert service.inputs["identity"] == {"type": "SystemAssigned"}
    assert grants == ["key-vault-secrets-user"]


def test_the_gateway_has_the_name_that_azure_gives_it(deployed: Declared) -> None:
    assert "hostnameConfigurations" not in deployed.one(*SERVICE).inputs


def test_a_domain_gets_a_certificate_that_azure_issues(
    run_program: Callable[..., Declared],
) -> None:
    inputs = run_program(apiDomain="api.example.com").one(*SERVICE).inputs
    assert inputs["hostnameConfigurations"] == [
        {"type": "Proxy", "hostName": "api.example.com", "certificateSource": "Managed"}
    ]


def test_old_management_apis_that_show_secrets_are_closed(deployed: Declared) -> None:
    constraint = deployed.one(*SERVICE).inputs["apiVersionConstraint"]
    assert constraint == {"minApiVersion": "2021-08-01"}


def test_a_classic_tier_has_outdated_protocols_and_ciphers_switched_off(
    varied: Declared,
) -> None:
    inputs = varied.one(*SERVICE).inputs
    assert inputs["sku"] == {"name": "Developer", "capacity": 1}
    assert len(inputs["customProperties"]) == 14
    assert set(inputs["customProperties"].values()) == {"False"}


@pytest.mark.parametrize("sku", tiers.SKUS)
def test_no_tier_is_given_what_only_the_sdk_has_added(
    run_program: Callable[..., Declared], sku: str
) -> None:
    inputs = run_program(apimSku=sku).one(*SERVICE).inputs
    assert sorted(inputs.keys() - {"customProperties", "tags"}) == [
        "apiVersionConstraint",
        "identity",
        "publisherEmail",
        "publisherName",
        "resourceGroupName",
        "sku",
    ]


@pytest.mark.parametrize("sku", [tiers.CONSUMPTION, *tiers.V2])
def test_a_tier_without_the_switches_is_not_given_any(sku: str) -> None:
    assert custom_properties(sku) is None


def test_requests_are_logged_where_the_tier_can(deployed: Declared, varied: Declared) -> None:
    setting = ("monitor:DiagnosticSetting", "service")
    consumption, developer = deployed.one(*setting).inputs, varied.one(*setting).inputs
    metrics = [{"category": "AllMetrics", "enabled": True}]
    assert consumption["metrics"] == developer["metrics"] == metrics
    assert consumption["logs"] == []
    assert developer["logs"] == [{"category": "GatewayLogs", "enabled": True}]


def test_a_production_gateway_is_not_deleted_by_mistake(production: Declared) -> None:
    service = production.one("apimanagement:ApiManagementService", "apim-gatehouse-prod")
    assert production.requests[service.urn].protect is True


def test_a_gateway_without_apps_has_no_stray_documents(
    declare: Callable[..., Declared], root: Path
) -> None:
    def program() -> None:
        config = StackConfig.load(root / "policies")
        platform = Platform("gatehouse-dev", config.platform)
        args = ApiManagementArgs(platform=platform, settings=config.gateway)
        ApiManagement("gatehouse-dev", args).refuse_stray_policies()

    assert declare(program).graph.of_type("azure-native:apimanagement:Policy") == ()
