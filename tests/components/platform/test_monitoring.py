from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Declared


def test_application_insights_writes_into_the_workspace(deployed: Declared) -> None:
    workspace = deployed.one("operationalinsights:Workspace", "log-gatehouse-dev")
    insights = deployed.one("applicationinsights:Component", "appi-gatehouse-dev")
    assert insights.inputs["workspaceResourceId"] == workspace.outputs["id"]
    assert insights.inputs["ingestionMode"] == "LogAnalytics"


def test_telemetry_is_taken_from_identities_alone(deployed: Declared) -> None:
    workspace = deployed.one("operationalinsights:Workspace", "log-gatehouse-dev")
    insights = deployed.one("applicationinsights:Component", "appi-gatehouse-dev")
    assert insights.inputs["disableLocalAuth"] is True
    assert workspace.inputs["features"] == {"disableLocalAuth": True}


def test_logs_are_kept_and_capped_as_configured(varied: Declared) -> None:
    workspace = varied.one("operationalinsights:Workspace", "log-gatehouse-dev")
    assert workspace.inputs["retentionInDays"] == 90
    assert workspace.inputs["workspaceCapping"] == {"dailyQuotaGb": 5}


def test_what_lets_anybody_send_telemetry_is_secret(deployed: Declared) -> None:
    insights = deployed.one("applicationinsights:Component", "appi-gatehouse-dev")
    request = deployed.requests[insights.urn]
    assert set(request.additionalSecretOutputs) == {"connectionString", "instrumentationKey"}
