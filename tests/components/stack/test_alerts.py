from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Declared

ALERT = "monitor:MetricAlert"


@pytest.fixture(scope="module")
def mailed(run_program: Callable[..., Declared]) -> Declared:
    return run_program(alertEmail="operators@contoso.com")


@pytest.mark.parametrize(
    ("name", "type_", "resource"),
    [
        ("ar-gateway-errors", "apimanagement:ApiManagementService", "apim-gatehouse-dev"),
        ("ar-function-errors", "web:WebApp", "func-gatehouse-dev"),
        ("ar-web-errors", "web:WebApp", "app-gatehouse-dev"),
        ("ar-web-health", "web:WebApp", "app-gatehouse-dev"),
        ("ar-database-storage", "dbforpostgresql:Server", "psql-gatehouse-dev"),
        ("ar-database-cpu", "dbforpostgresql:Server", "psql-gatehouse-dev"),
        ("ar-database-credits", "dbforpostgresql:Server", "psql-gatehouse-dev"),
    ],
)
def test_an_alert_watches_its_resource(
    deployed: Declared, name: str, type_: str, resource: str
) -> None:
    alert = deployed.one(ALERT, f"{name}-gatehouse-dev")
    assert alert.inputs["scopes"] == [deployed.one(type_, resource).outputs["id"]]
    assert alert.inputs["location"] == "global"
    assert alert.parent.endswith("gatehouse:alerts:Alerts::gatehouse-dev")


def test_every_alert_is_told_apart_by_one_condition(deployed: Declared) -> None:
    alert = deployed.one(ALERT, "ar-gateway-errors-gatehouse-dev")
    assert alert.inputs["criteria"] == {
        "odataType": "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria",
        "allOf": [
            {
                "criterionType": "StaticThresholdCriterion",
                "name": "gateway-errors",
                "metricNamespace": "Microsoft.ApiManagement/service",
                "metricName": "Requests",
                "timeAggregation": "Total",
                "operator": "GreaterThan",
                "threshold": 5,
                "dimensions": [
                    {
                        "name": "GatewayResponseCodeCategory",
                        "operator": "Include",
                        "values": ["5xx"],
                    }
                ],
            }
        ],
    }
    assert alert.inputs["windowSize"] == "PT5M"
    assert alert.inputs["evaluationFrequency"] == "PT5M"


def test_a_size_without_credits_is_not_watched_for_them(production: Declared) -> None:
    names = [one.name for one in production.graph.of_type(f"azure-native:{ALERT}")]
    assert len(names) == 6
    assert [name for name in names if "credits" in name] == []


def test_without_an_address_alerts_are_in_the_portal_alone(deployed: Declared) -> None:
    assert list(deployed.graph.of_type("azure-native:monitor:ActionGroup")) == []
    alert = deployed.one(ALERT, "ar-web-health-gatehouse-dev")
    assert alert.inputs["actions"] == []


def test_with_an_address_every_alert_is_mailed_there(mailed: Declared) -> None:
    group = mailed.one("monitor:ActionGroup", "ag-gatehouse-dev")
    (receiver,) = group.inputs["emailReceivers"]
    assert receiver["emailAddress"] == "operators@contoso.com"
    assert group.inputs["groupShortName"] == "gatehouse"
    for alert in mailed.graph.of_type(f"azure-native:{ALERT}"):
        assert alert.inputs["actions"] == [{"actionGroupId": group.outputs["id"]}]
