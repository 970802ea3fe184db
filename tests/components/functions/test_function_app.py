from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Declared

SITE = ("web:WebApp", "func-gatehouse-dev")
IDENTITY = ("managedidentity:UserAssignedIdentity", "id-func-gatehouse-dev")


def test_the_site_waits_for_every_role_of_its_identity(deployed: Declared) -> None:
    assert deployed.waits_for(deployed.one(*SITE)) >= {
        "authorization:RoleAssignment storage-blob-data-owner",
        "authorization:RoleAssignment storage-queue-data-contributor",
        "authorization:RoleAssignment storage-table-data-contributor",
        "authorization:RoleAssignment monitoring-metrics-publisher",
    }


def test_the_site_takes_https_with_current_tls_only(deployed: Declared) -> None:
    inputs = deployed.one(*SITE).inputs
    assert inputs["httpsOnly"] is True
    assert inputs["clientAffinityEnabled"] is False
    config = inputs["siteConfig"]
    assert config["minTlsVersion"] == config["scmMinTlsVersion"] == "1.2"
    assert config["http20Enabled"] is True


def test_the_site_is_told_nothing_that_flex_consumption_refuses(deployed: Declared) -> None:
    config = deployed.one(*SITE).inputs["siteConfig"]
    assert sorted(config) == ["appSettings", "http20Enabled", "minTlsVersion", "scmMinTlsVersion"]


def test_the_app_settings_hold_no_key_and_know_the_gateways_paths(deployed: Declared) -> None:
    settings = deployed.one(*SITE).inputs["siteConfig"]["appSettings"]
    client_id = deployed.one(*IDENTITY).outputs["clientId"]
    insights = deployed.one("applicationinsights:Component", "appi-gatehouse-dev").outputs
    account = deployed.one("storage:StorageAccount", "stfuncgatehoused").outputs["name"]
    assert {setting["name"]: setting["value"] for setting in settings} == {
        "AzureWebJobsStorage__accountName": account,
        "AzureWebJobsStorage__credential": "managedidentity",
        "AzureWebJobsStorage__clientId": client_id,
        "APPLICATIONINSIGHTS_CONNECTION_STRING": insights["connectionString"],
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING": f"ClientId={client_id};Authorization=AAD",
        "RUNNING_IN_PRODUCTION": "true",
        "PUBLIC_PATH": "/public",
        "API_PATH": "/api",
    }


def test_the_site_runs_python_on_flex_consumption_under_its_own_identity(
    deployed: Declared,
) -> None:
    inputs = deployed.one(*SITE).inputs
    identity = deployed.one(*IDENTITY).outputs["id"]
    account = deployed.one("storage:StorageAccount", "stfuncgatehoused").outputs["name"]
    assert inputs["identity"] == {
        "type": "UserAssigned",
        "userAssignedIdentities": [identity],
    }
    assert inputs["functionAppConfig"] == {
        "deployment": {
            "storage": {
                "type": "blobContainer",
                "value": f"https://{account}.blob.core.windows.net/app-package",
                "authentication": {
                    "type": "UserAssignedIdentity",
                    "userAssignedIdentityResourceId": identity,
                },
            }
        },
        "runtime": {"name": "python", "version": "3.12"},
        "scaleAndConcurrency": {"instanceMemoryMB": 512, "maximumInstanceCount": 40},
    }


def test_the_plan_is_a_linux_one(deployed: Declared) -> None:
    plan = deployed.one("web:AppServicePlan", "asp-func-gatehouse-dev").inputs
    assert plan["sku"] == {"name": "FC1", "tier": "FlexConsumption"}
    assert plan["reserved"] is True


def test_version_memory_and_instances_are_as_configured(varied: Declared) -> None:
    config = varied.one(*SITE).inputs["functionAppConfig"]
    assert config["runtime"]["version"] == "3.13"
    assert config["scaleAndConcurrency"] == {
        "instanceMemoryMB": 4096,
        "maximumInstanceCount": 100,
    }


def test_what_the_function_logs_is_kept(deployed: Declared) -> None:
    setting = next(
        one
        for one in deployed.graph.of_type("azure-native:monitor:DiagnosticSetting")
        if one.inputs["resourceUri"] == deployed.one(*SITE).outputs["id"]
    )
    assert setting.inputs["logs"][0] == {"category": "FunctionAppLogs", "enabled": True}


def test_in_production_the_plan_spreads_its_instances_over_zones(
    deployed: Declared, production: Declared
) -> None:
    development = deployed.one("web:AppServicePlan", "asp-func-gatehouse-dev")
    assert development.inputs["zoneRedundant"] is False
    plan = production.one("web:AppServicePlan", "asp-func-gatehouse-prod")
    assert plan.inputs["zoneRedundant"] is True
