from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Declared

LOGS = "web:WebAppDiagnosticLogsConfiguration"


def test_the_container_of_the_site_is_logged_within_bounds(deployed: Declared) -> None:
    logs = deployed.one(LOGS, "web-gatehouse-dev")
    site = deployed.one("web:WebApp", "app-gatehouse-dev")
    assert logs.inputs["name"] == site.outputs["name"]
    assert logs.inputs["httpLogs"] == {
        "fileSystem": {"enabled": True, "retentionInMb": 35, "retentionInDays": 3}
    }


def test_it_is_the_last_change_of_the_configuration_before_the_code_comes(
    deployed: Declared,
) -> None:
    logs = deployed.one(LOGS, "web-gatehouse-dev")
    assert "web:WebAppScmAllowed web-gatehouse-dev" in deployed.waits_for(logs)
    release = deployed.one("resources:Deployment", "web-gatehouse-dev")
    assert f"{LOGS} web-gatehouse-dev" in deployed.waits_for(release)


def test_flex_consumption_has_no_such_log(deployed: Declared) -> None:
    assert len(deployed.graph.of_type(f"azure-native:{LOGS}")) == 1
